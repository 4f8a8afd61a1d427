import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFormula } from '../../../src/transform/claims/formula.ts';

const none = (): null => null;

test('products go before sums, and brackets before both', () => {
  expect(readFormula('100 - 33 - 44').value(none)).toBe('23');
  expect(readFormula('2 + 3 * 4').value(none)).toBe('14');
  expect(readFormula('-(2 + 3) * 4').value(none)).toBe('-20');
});

test('decimal fractions are exact', () => {
  expect(readFormula('0.1 + 0.2').value(none)).toBe('0.3');
});

test('a name without a number leaves the whole without one', () => {
  const formula = readFormula('share / 100 * C029.population');
  expect(formula.names).toEqual(['share', 'C029.population']);
  expect(formula.value((name) => (name === 'share' ? '14' : null))).toBeNull();
  expect(formula.value((name) => (name === 'share' ? '14' : '4500000'))).toBe('630000');
});

test('a division by zero has no number', () => {
  expect(readFormula('1 / (2 - 2)').value(none)).toBeNull();
});

test('a relation is true, false, or not to be told', () => {
  const rule = readFormula('600000 / 0.14 <= population');
  expect(rule.isTrue(() => '4400000')).toBe(true);
  expect(rule.isTrue(() => '4200000')).toBe(false);
  expect(rule.isTrue(none)).toBeNull();
});

test.each([
  ['1 +', 'a number or a name'],
  ['(1 + 2', 'a closing bracket'],
  ['1 2', 'an operator or the end'],
  ['a = b = c', 'an operator or the end'],
  ['a ? b', 'at character 2'],
  ['', 'a number or a name'],
])('"%s" is refused: expected %s', (text, expected) => {
  expect(() => readFormula(text)).toThrow(expected);
});

test('sums and differences of whole numbers are those of JavaScript', () => {
  const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(whole, whole, whole, (a, b, c) => {
      const numbers = new Map(Object.entries({ a, b, c }));
      const value = readFormula('a - b + c * 2').value((name) => String(numbers.get(name)));
      expect(value).toBe(String(a - b + c * 2));
    }),
  );
});
