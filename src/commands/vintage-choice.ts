import { StatbankError } from '../errors/statbank-error.ts';
import type { VintageChoice } from '../pipeline/vintage-task.ts';

/** Which state of a table a command line asks for. */
export interface VintageOptions {
  readonly vintage?: number;
  readonly asOf?: string;
}

/**
 * Reads `--vintage` and `--as-of`; the newest vintage if neither is given.
 *
 * @throws StatbankError SB_USAGE if both are given, or for a moment that is none
 */
export function vintageChoice({ vintage, asOf }: VintageOptions): VintageChoice {
  if (vintage !== undefined && asOf !== undefined) {
    throw new StatbankError('SB_USAGE', 'Give --vintage or --as-of, not both.');
  }
  if (vintage !== undefined) return { kind: 'vintage', vintage };
  if (asOf === undefined) return { kind: 'latest' };
  const moment = Date.parse(asOf);
  if (Number.isNaN(moment) || !isCalendarDay(asOf)) {
    throw new StatbankError(
      'SB_USAGE',
      `--as-of takes a date or an instant such as 2021-12-15 or 2021-12-15T08:00:00Z, not ${JSON.stringify(asOf)}.`,
    );
  }
  return { kind: 'as-of', moment: new Date(moment).toISOString() };
}

/** JavaScript reads 2026-02-30 as the second of March. */
function isCalendarDay(moment: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(moment)?.[0];
  return day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
