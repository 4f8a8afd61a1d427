import { StatbankError } from '../errors/statbank-error.ts';

const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

const SPAN = /^(?<count>[1-9]\d{0,4})(?<unit>[mhdw])$/;
const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * Reads a moment in the past: a span such as `90m`, `24h`, `7d` or `2w` before now, a date (its
 * beginning in UTC), or an instant with its zone.
 *
 * @param option whose value it is, for the error
 * @throws StatbankError SB_USAGE for anything else
 */
export function parseMoment(text: string, option: string, now: Date): Date {
  const { count, unit } = SPAN.exec(text)?.groups ?? {};
  if (count !== undefined && unit !== undefined) {
    return new Date(now.getTime() - Number(count) * (UNITS[unit] ?? 0));
  }
  const moment = INSTANT.test(text) ? new Date(text) : new Date(Number.NaN);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new StatbankError(
    'SB_USAGE',
    `${option} takes a span such as 24h, 7d or 2w, a date such as 2026-10-05, or an instant with its zone; not ${JSON.stringify(text)}.`,
  );
}
