/** Kinds of period that one number within a year identifies. */
export type NumberedGranularity = 'half-year' | 'third' | 'quarter' | 'month' | 'week';

/** A period that is not a range of others. Weeks are ISO 8601 weeks of their ISO year. */
export type SinglePeriod =
  | { readonly granularity: 'year'; readonly year: number }
  | { readonly granularity: NumberedGranularity; readonly year: number; readonly number: number }
  | {
      readonly granularity: 'day';
      readonly year: number;
      readonly month: number;
      readonly day: number;
    };

/** What a period is, apart from how a source writes it. */
export type PeriodParts =
  | SinglePeriod
  /** From 1 August of `year` to 31 July of the next. */
  | { readonly granularity: 'school-year'; readonly year: number }
  /** From the beginning of the first to the end of the last, both of one granularity. */
  | {
      readonly granularity: 'interval';
      readonly first: SinglePeriod;
      readonly last: SinglePeriod;
    };

const PREFIX: Readonly<Record<NumberedGranularity, string>> = Object.freeze({
  'half-year': 'H',
  third: 'T',
  quarter: 'Q',
  month: '',
  week: 'W',
});

/**
 * The canonical text of a period, close to ISO 8601: `2024`, `2024-H1`, `2024-T1`,
 * `2024-Q1`, `2024-01`, `2024-W05`, `2024-01-31`, school year `2023/2024`, interval
 * `1970--2024`. `parsePeriod` reads it back.
 */
export function formatPeriod(parts: PeriodParts): string {
  switch (parts.granularity) {
    case 'year':
      return pad(parts.year, 4);
    case 'school-year':
      return `${pad(parts.year, 4)}/${pad(parts.year + 1, 4)}`;
    case 'interval':
      return `${formatPeriod(parts.first)}--${formatPeriod(parts.last)}`;
    case 'day':
      return `${pad(parts.year, 4)}-${pad(parts.month, 2)}-${pad(parts.day, 2)}`;
    default: {
      const digits = parts.granularity === 'month' || parts.granularity === 'week' ? 2 : 1;
      return `${pad(parts.year, 4)}-${PREFIX[parts.granularity]}${pad(parts.number, digits)}`;
    }
  }
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
