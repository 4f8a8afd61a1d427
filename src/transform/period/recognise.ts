import { isDay, daysOf, periodsInYear } from './calendar.ts';
import type { HintedGranularity } from './hint.ts';
import type { NumberedGranularity, PeriodParts, SinglePeriod } from './parts.ts';

// K kvartal, U uke, T tertial, H halvår at SSB; V vecka at SCB; S semester at Eurostat.
const LETTERS: Readonly<Record<string, NumberedGranularity>> = Object.freeze({
  H: 'half-year',
  S: 'half-year',
  T: 'third',
  K: 'quarter',
  Q: 'quarter',
  M: 'month',
  U: 'week',
  V: 'week',
  W: 'week',
});

const YEAR = /^\d{4}$/;
const LETTERED = /^(\d{4})-?([HSTKQ])(\d)$|^(\d{4})-?([MUVW])(\d{2})$/;
const MONTH = /^(\d{4})-(\d{2})$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$|^(\d{4})M(\d{2})D(\d{2})$|^(\d{4})(\d{2})(\d{2})$/;
const BARE_NUMBER = /^(\d{4})(?: ?- ?)?(\d{1,2})$/;
const SHORT_PAIR = /^(\d{2})(\d{2})([-/])(\d{2})$/;
const SEPARATOR = / ?(--|[-/–]) ?/g;

/** Reads a code in any source's notation; null if it is not understood. */
export function recognisePeriod(code: string, hinted: HintedGranularity): PeriodParts | null {
  return (
    recogniseSingle(code, hinted) ??
    recogniseShortPair(code, hinted) ??
    recogniseRange(code, hinted)
  );
}

function recogniseSingle(code: string, hinted: HintedGranularity): SinglePeriod | null {
  if (YEAR.test(code)) return yearOf(code);
  const lettered = LETTERED.exec(code);
  if (lettered !== null) {
    const [year, letter, number] = lettered.slice(1).filter((part) => part !== undefined);
    return numbered(LETTERS[letter ?? ''] ?? null, year, number);
  }
  if (hinted !== 'school-year' && hinted !== 'year') {
    const month = MONTH.exec(code);
    const found = month && numbered('month', month[1], month[2]);
    if (found) return found;
  }
  const day = DAY.exec(code);
  if (day !== null) return dayOf(day.slice(1).filter((part) => part !== undefined));
  return bareOf(code, hinted);
}

// 20241, 202401 or `2005 - 1`: only the hint tells what is numbered.
function bareOf(code: string, hinted: HintedGranularity): SinglePeriod | null {
  if (hinted === null || hinted === 'year' || hinted === 'school-year') return null;
  const [, year, number] = BARE_NUMBER.exec(code) ?? [];
  const digits = hinted === 'month' || hinted === 'week' ? 2 : 1;
  return number?.length === digits ? numbered(hinted, year, number) : null;
}

// 2023/24. The century of the second year is that of the first or the next one.
function recogniseShortPair(code: string, hinted: HintedGranularity): PeriodParts | null {
  const pair = SHORT_PAIR.exec(code);
  if (pair === null) return null;
  const [, century = '', short = '', separator = '', second = ''] = pair;
  const first = yearOf(`${century}${short}`);
  const hundreds = Number(century) + (Number(second) <= Number(short) ? 1 : 0);
  const last = yearOf(`${hundreds}${second}`);
  return first && last && yearPair(first.year, last.year, separator, hinted);
}

// Periods contain hyphens themselves (2023-01-2023-06), so every separator is tried.
function recogniseRange(code: string, hinted: HintedGranularity): PeriodParts | null {
  for (const match of code.matchAll(SEPARATOR)) {
    const first = recogniseSingle(code.slice(0, match.index), hinted);
    const last = recogniseSingle(code.slice(match.index + match[0].length), hinted);
    if (first?.granularity === 'year' && last?.granularity === 'year') {
      return yearPair(first.year, last.year, match[1] ?? '', hinted);
    }
    if (first !== null && last !== null && first.granularity === last.granularity) {
      const forward = daysOf(first).start < daysOf(last).start;
      return forward ? { granularity: 'interval', first, last } : null;
    }
  }
  return null;
}

/**
 * A slash between consecutive years is a school year, as in Norwegian statistics. A
 * hyphen means an interval of whole years (crime by offence year, `2007-2008`), unless
 * the variable says school year; more than a year apart it is always an interval.
 */
function yearPair(
  first: number,
  last: number,
  separator: string,
  hinted: HintedGranularity,
): PeriodParts | null {
  if (last <= first) return null;
  const consecutive = last === first + 1;
  if (consecutive && (separator === '/' || (separator !== '--' && hinted === 'school-year'))) {
    return { granularity: 'school-year', year: first };
  }
  return {
    granularity: 'interval',
    first: { granularity: 'year', year: first },
    last: { granularity: 'year', year: last },
  };
}

// Outside of these years four digits are something else: a municipality, a product code.
function yearOf(text: string): { granularity: 'year'; year: number } | null {
  const year = Number(text);
  return year >= 1000 && year <= 2999 ? { granularity: 'year', year } : null;
}

function numbered(
  granularity: NumberedGranularity | null,
  yearText: string | undefined,
  numberText: string | undefined,
): SinglePeriod | null {
  const year = yearOf(yearText ?? '')?.year;
  const number = Number(numberText);
  if (granularity === null || year === undefined || number < 1) return null;
  return number <= periodsInYear(granularity, year) ? { granularity, year, number } : null;
}

function dayOf(parts: readonly string[]): SinglePeriod | null {
  const [yearText = '', monthText, dayText] = parts;
  const year = yearOf(yearText)?.year;
  const [month, day] = [Number(monthText), Number(dayText)];
  return year !== undefined && isDay(year, month, day)
    ? { granularity: 'day', year, month, day }
    : null;
}
