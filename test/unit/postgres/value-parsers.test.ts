import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInstant, parseInt8 } from '../../../src/postgres/value-parsers.ts';

const OFFSETS: readonly (readonly [text: string, minutes: number])[] = [
  ['+00', 0],
  ['+01', 60],
  ['+02', 120],
  ['-03:30', -210],
  ['+05:45', 345],
  ['-11', -660],
  ['+14', 840],
];

describe('an instant from Postgres', () => {
  it('is the same instant in UTC, whatever zone it is printed in', () => {
    const instants = fc.date({
      min: new Date('0002-01-01T00:00:00Z'),
      max: new Date('9998-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...OFFSETS), (instant, [offset, minutes]) => {
        const local = new Date(instant.getTime() + minutes * 60_000).toISOString();
        const printed = `${local.slice(0, 10)} ${local.slice(11, 23)}${offset}`;
        expect(parseInstant(printed)).toBe(instant.toISOString());
      }),
    );
  });

  it('keeps microseconds', () => {
    expect(parseInstant('2024-03-31 03:00:00.000001+02')).toBe('2024-03-31T01:00:00.000001Z');
  });

  it.each(['infinity', '-infinity', '0044-03-15 12:00:00+00 BC', '10000-01-01 00:00:00+00'])(
    'stays as it is where ISO 8601 has no plain form: %s',
    (text) => {
      expect(parseInstant(text)).toBe(text);
    },
  );
});

describe('a bigint from Postgres', () => {
  it('is the number that it says, or an error, and never a rounded one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const exact =
          value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
        if (exact) expect(BigInt(parseInt8(String(value)))).toBe(value);
        else expect(() => parseInt8(String(value))).toThrow(RangeError);
      }),
    );
  });
});
