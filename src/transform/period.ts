import { daysOf } from './period/calendar.ts';
import { hintedGranularity, type PeriodHints } from './period/hint.ts';
import { formatPeriod, type PeriodParts } from './period/parts.ts';
import { recognisePeriod } from './period/recognise.ts';

export type Granularity = PeriodParts['granularity'] | 'unknown';

/** A time code with its meaning. */
export interface Period {
  /** As the source writes it. */
  readonly code: string;
  readonly granularity: Granularity;
  /** First day, `YYYY-MM-DD`; null if unknown. */
  readonly start: string | null;
  /** First day after the period, `YYYY-MM-DD`; null if unknown. */
  readonly end: string | null;
  /** The year it belongs to: for a week its ISO year, for a school year that of the autumn. Null for intervals and unknown codes. */
  readonly year: number | null;
  /** The same text for the same period whatever the source calls it, see `formatPeriod`; the code itself if unknown. */
  readonly canonical: string;
  /** Sorts periods as text in any collation: by first day, longer periods first, unknown codes last. */
  readonly sortKey: string;
}

/**
 * Reads a time code of StatBank, Eurostat or another PxWeb or PxStat agency. Never
 * throws: a code that is not understood, or a week 53 in a year of 52 weeks, is kept
 * with granularity `unknown` and no days.
 *
 * `2024K1`, `2024Q1`, `2024-Q1` and, where the hints say quarters, `20241` are all the
 * first quarter. Bare digits (`202401`) mean nothing without a hint.
 */
export function parsePeriod(code: string, hints: PeriodHints = {}): Period {
  const parts = recognisePeriod(code.trim(), hintedGranularity(hints));
  if (parts === null) {
    return Object.freeze({
      code,
      granularity: 'unknown',
      start: null,
      end: null,
      year: null,
      canonical: code,
      sortKey: `unknown ${code}`,
    });
  }
  const { start, end } = daysOf(parts);
  return Object.freeze({
    code,
    granularity: parts.granularity,
    start,
    end,
    year: parts.granularity === 'interval' ? null : parts.year,
    canonical: formatPeriod(parts),
    sortKey: sortKey(parts.granularity, start, end),
  });
}

const COARSE_TO_FINE: readonly Granularity[] = [
  'interval',
  'school-year',
  'year',
  'half-year',
  'third',
  'quarter',
  'month',
  'week',
  'day',
];

// Digits of one length only: collations disagree about every other character.
function sortKey(granularity: Granularity, start: string, end: string): string {
  const rank = String(COARSE_TO_FINE.indexOf(granularity));
  return `${start}${rank}${end}`.replaceAll('-', '');
}
