import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readNumberText } from '../../../src/transform/number-text.ts';

const FORM = { decimal: ',', thousands: 'space', marks: ['*', '**', '1)'] } as const;

test('a number is read back from the form that it was written in', () => {
  const signs = { none: '', space: '\u00a0', dot: '.' };
  fc.assert(
    fc.property(
      fc.integer({ min: -99_999_999, max: 99_999_999 }),
      fc.integer({ min: 0, max: 999 }),
      fc.constantFrom('none' as const, 'space' as const, 'dot' as const),
      fc.constantFrom('', '*', '**', '1)'),
      (whole, thousandths, thousands, mark) => {
        const digits = String(Math.abs(whole)).replaceAll(/\B(?=(\d{3})+$)/g, signs[thousands]);
        const decimals = String(thousandths).padStart(3, '0');
        const text = `${whole < 0 ? '-' : ''}${digits},${decimals}${mark}`;
        const value = Number(`${whole < 0 ? '-' : ''}${Math.abs(whole)}.${decimals}`);
        expect(readNumberText(text, { ...FORM, thousands })).toEqual({ value, mark });
      },
    ),
  );
});

test.each([
  '',
  '1.5',
  '1 23',
  '1234 567',
  '12 3456',
  '1,',
  ',5',
  '1,2,3',
  '1 234 ',
  '5 %',
  '1e3',
  '*',
  '+5',
  '12345678901234567',
  '9'.repeat(400),
])('%j is no number of this form', (text) => {
  expect(readNumberText(text, FORM)).toBeNull();
});

test('a point is never taken for a separator that was not declared', () => {
  expect(readNumberText('1.234', { ...FORM, thousands: 'none' })).toBeNull();
  expect(readNumberText('1.234', { ...FORM, thousands: 'dot' })).toEqual({ value: 1234, mark: '' });
  expect(readNumberText('1.234', { decimal: '.', thousands: 'none', marks: [] })).toEqual({
    value: 1.234,
    mark: '',
  });
});
