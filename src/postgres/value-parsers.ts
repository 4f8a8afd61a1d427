import pg from 'pg';

const { builtins } = pg.types;

/**
 * How column values arrive, where pg's own way loses something:
 * `date` as text, since a Date would be midnight in this machine's time zone;
 * `timestamptz` as an ISO instant in UTC with all six decimals, since a Date keeps three;
 * `int8` as a number, and an error where a number cannot hold it. `numeric` stays text.
 */
export const valueParsers: pg.CustomTypesConfig = Object.freeze({
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary');
    if (oid === builtins.DATE) return keepText;
    if (oid === builtins.TIMESTAMPTZ) return parseInstant;
    if (oid === builtins.INT8) return parseInt8;
    return pg.types.getTypeParser(oid, 'text');
  }) as typeof pg.types.getTypeParser,
});

const TIMESTAMPTZ = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d+)?([+-]\d\d(?::\d\d(?::\d\d)?)?)$/;

/**
 * Reads a timestamptz as Postgres prints it, in whatever zone the session has. Values that
 * ISO 8601 has no plain form for (infinity, before Christ, after the year 9999) stay as they are.
 */
export function parseInstant(text: string): string {
  const [, day, time, fraction = '', offset] = TIMESTAMPTZ.exec(text) ?? [];
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

function keepText(text: string): string {
  return text;
}

function offsetSeconds(offset: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  const size = hours * 3600 + minutes * 60 + seconds;
  return offset.startsWith('-') ? -size : size;
}
