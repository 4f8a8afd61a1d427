import type { TimeUnit } from '../table.ts';

/** What is known around a code. A code alone can mean several things: `202401`, `2023-2024`. */
export interface PeriodHints {
  readonly timeUnit?: TimeUnit | null;
  /** Code of the time variable: `Tid`, `TLIST(Q1)`. */
  readonly variable?: string;
  /** Label of the time variable: `kvartal`, `skoleår`. */
  readonly variableLabel?: string;
  /** Label of the value itself: `skoleåret 2023-2024`. */
  readonly label?: string;
}

/** The kind of period that the hints point to; null if they do not tell. */
export type HintedGranularity =
  | 'year'
  | 'half-year'
  | 'quarter'
  | 'month'
  | 'week'
  | 'school-year'
  | null;

const BY_UNIT: Readonly<Partial<Record<TimeUnit, HintedGranularity>>> = Object.freeze({
  annual: 'year',
  'half-yearly': 'half-year',
  quarterly: 'quarter',
  monthly: 'month',
  weekly: 'week',
});

const BY_WORD: readonly (readonly [RegExp, HintedGranularity])[] = [
  [/skole\s?år|studieår|school\s?year|academic year/i, 'school-year'],
  [/halvår|half[- ]?year/i, 'half-year'],
  [/kvartal|quarter|trimestre|tlist\(q/i, 'quarter'],
  [/måned|månad|month|tlist\(m/i, 'month'],
  [/\buke|\bvecka|\bweek|tlist\(w/i, 'week'],
  [/tlist\(h/i, 'half-year'],
];

/** Words of the variable come before the stated unit, which knows no school years. */
export function hintedGranularity(hints: PeriodHints): HintedGranularity {
  const words = `${hints.variable ?? ''} ${hints.variableLabel ?? ''} ${hints.label ?? ''}`;
  const byWord = BY_WORD.find(([pattern]) => pattern.test(words));
  return byWord?.[1] ?? BY_UNIT[hints.timeUnit ?? 'other'] ?? null;
}
