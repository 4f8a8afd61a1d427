import { parse } from 'node-cron';

/** When a table is looked at: after its releases, or at fixed times of the Norwegian clock. */
export type Rhythm =
  | { readonly kind: 'release' }
  | { readonly kind: 'cron'; readonly expression: string };

export const RELEASE_RHYTHM: Rhythm = Object.freeze({ kind: 'release' });

/** Field values of a cron expression of five fields. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
}

/**
 * Reads a cron expression of five fields, with names of months and weekdays, lists, ranges
 * and steps. Null for everything else: seconds, `L` and `#` too. Where day of month and day of
 * week are both given, a day must be in both, as node-cron takes it.
 */
export function readCron(expression: string): CronFields | null {
  if (expression.trim().split(/\s+/).length !== 5) return null;
  try {
    const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(expression);
    const days = dayOfMonth.filter((day) => typeof day === 'number');
    const weekdays = dayOfWeek.filter((day) => typeof day === 'number');
    const plain = days.length === dayOfMonth.length && weekdays.length === dayOfWeek.length;
    if (!plain) return null;
    return Object.freeze({
      minutes: inOrder(minute),
      hours: inOrder(hour),
      daysOfMonth: inOrder(days),
      months: inOrder(month),
      weekdays: inOrder(weekdays),
    });
  } catch {
    return null;
  }
}

/** Reads `release` or a cron expression; null for anything else. */
export function readRhythm(text: string): Rhythm | null {
  const trimmed = text.trim();
  if (trimmed === 'release') return RELEASE_RHYTHM;
  return readCron(trimmed) === null ? null : Object.freeze({ kind: 'cron', expression: trimmed });
}

/** The rhythm as the catalogue writes it. */
export function rhythmText(rhythm: Rhythm): string {
  return rhythm.kind === 'release' ? 'release' : rhythm.expression;
}

function inOrder(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}
