import { expect, test } from 'vitest';
import { printedNumber } from '../../../src/site/printed-number.ts';

test.each([
  [{ value: '5594340', symbol: '', decimals: 0 }, '5 594 340', '5,594,340'],
  [{ value: '50', symbol: '', decimals: 1 }, '50,0', '50.0'],
  [{ value: '53.125', symbol: '', decimals: 1 }, '53,125', '53.125'],
  [{ value: '-4.5', symbol: '*', decimals: null }, '−4,5 *', '−4.5 *'],
  [{ value: null, symbol: '..', decimals: 1 }, '..', '..'],
])('%o is printed as %s, and as %s in English', (number, no, en) => {
  expect(printedNumber(number, 'no')).toBe(no);
  expect(printedNumber(number, 'en')).toBe(en);
});
