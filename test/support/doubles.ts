import fc from 'fast-check';

const TINY = [5e-324, 2.2250738585072014e-308, 1e-20, 0.1 + 0.2, 1 / 3];
const LARGE = [
  Number.MAX_VALUE,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER - 1,
  2 ** 31 - 1,
  2 ** 31,
  214_748_364.7,
  214_748_364.8,
  1e21,
  1e22,
  123_456_789_012_345.6,
];

/** Finite doubles of every kind: published figures, subnormal, huge, many decimals, whole, zeros of both signs. */
export const anyDouble: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc
    .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 8 }))
    .map(([digits, decimals]) => Number(`${digits}e-${decimals}`)),
  fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 20 }))
    .map(([digits, decimals]) => Number(`${digits}e-${decimals}`)),
  fc.constantFrom(0, -0, ...TINY, ...LARGE, ...[...TINY, ...LARGE].map((value) => -value)),
);

/** The shortest decimal of a double without an exponent. */
export function plainDecimal(value: number): string {
  const [, minus = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${minus}0.${'0'.repeat(-point)}${digits}`;
  const head = digits.slice(0, point).padEnd(point, '0');
  const tail = digits.slice(point);
  return minus + head + (tail === '' ? '' : `.${tail}`);
}
