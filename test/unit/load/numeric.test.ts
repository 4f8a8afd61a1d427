import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readNumeric } from '../../../src/load/copy/numeric.ts';
import { binaryNumeric } from '../../support/binary-copy.ts';
import { anyDouble, plainDecimal } from '../../support/doubles.ts';

it('a binary numeric is read as the double whose shortest decimal it is', () => {
  fc.assert(
    fc.property(anyDouble, fc.nat({ max: 9 }), (value, offset) => {
      const bytes = Buffer.concat([Buffer.alloc(offset, 0xff), binaryNumeric(plainDecimal(value))]);
      expect(readNumeric(bytes, offset)).toBe(value + 0);
    }),
    { numRuns: 2000 },
  );
});

it('a binary numeric with more decimals than it needs is the same number', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e12, max: 1e12 }),
      fc.integer({ min: 1, max: 30 }),
      (whole, zeros) => {
        expect(readNumeric(binaryNumeric(`${whole}.${'0'.repeat(zeros)}`), 0)).toBe(whole);
      },
    ),
  );
});

it('a binary numeric with more digits than a double holds is read as the nearest double', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
      fc.stringMatching(/^\d{1,40}$/),
      (whole, fraction) => {
        const text = `${whole}.${fraction}`;
        expect(readNumeric(binaryNumeric(text), 0)).toBe(Number(text) + 0);
      },
    ),
  );
});
