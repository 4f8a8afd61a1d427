import pg from 'pg';

const DATE: number = pg.types.builtins.DATE;
const TIMESTAMPTZ: number = pg.types.builtins.TIMESTAMPTZ;
const INT8: number = pg.types.builtins.INT8;

type Parser = (text: string) => unknown;

const OWN_PARSERS: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [DATE, (text) => text],
  [TIMESTAMPTZ, parseInstant],
  [INT8, parseInt8],
]);

/**
 * How column values arrive, where pg's own way loses something:
 * `date` as text, since a Date would be midnight in this machine's time zone;
 * `timestamptz` as an ISO instant in UTC with all six decimals, since a Date keeps three;
 * `int8` as a number, and an error where a number cannot hold it. `numeric` stays text.
 */
export const valueParsers: pg.CustomTypesConfig = Object.freeze({
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : OWN_PARSERS.get(oid);
    return own ?? (pg.types.getTypeParser(oid, format) as Parser);
  }) as typeof pg.types.getTypeParser,
});

const PRINTED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d(?::\d\d(?::\d\d)?)?)$/;

/**
 * Reads a timestamptz as Postgres prints it, in whatever zone the session has. Values that
 * ISO 8601 has no plain form for (infinity, before Christ, after the year 9999) stay as they are.
 */
export function parseInstant(text: string): string {
  const [, day, time, fraction = '', offset] = PRINTED.exec(text) ?? [];
  if (day === undefined || time === undefined || offset === undefined) return text;
  // Offsets are whole seconds, so the fraction is the same in UTC.
  const instant = new Date(Date.parse(`${day}T${time}Z`) - offsetSeconds(offset) * 1000);
  return `${instant.toISOString().slice(0, 19)}${fraction}Z`;
}

/** @throws RangeError for a number beyond 2^53, which would be rounded. */
export function parseInt8(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`The bigint ${text} does not fit in a number. Select it as text.`);
}

function offsetSeconds(offset: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  const size = hours * 3600 + minutes * 60 + seconds;
  return offset.startsWith('-') ? -size : size;
}
