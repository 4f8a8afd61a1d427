import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalWords, differenceWords } from '../../../src/transform/decimal-words.ts';

test.each([
  ['5594340', '5 594 340', '5,594,340'],
  ['12.5', '12,5', '12.5'],
  ['-1234.50', '−1 234,50', '−1,234.50'],
  ['999', '999', '999'],
  ['0', '0', '0'],
])('%s is %s in Norwegian and %s in English', (text, norwegian, english) => {
  expect(decimalWords(text, 'no')).toBe(norwegian);
  expect(decimalWords(text, 'en')).toBe(english);
});

test('a difference has a sign', () => {
  expect(['2', '-2', '0.1'].map((text) => differenceWords(text, 'no'))).toEqual([
    '+2',
    '−2',
    '+0,1',
  ]);
});

test('no digit is lost', () => {
  const parts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(999_999), fc.boolean());
  fc.assert(
    fc.property(parts, ([whole, fraction, negative]) => {
      const text = `${negative ? '-' : ''}${whole}.${fraction}`;
      const back = decimalWords(text, 'no').replaceAll(' ', '').replace(',', '.').replace('−', '-');
      expect(back).toBe(text);
    }),
  );
});
