import { expect, test } from 'vitest';
import { englishUnit } from '../../../src/transform/english-unit.ts';

test.each([
  ['prosent', 'per cent'],
  ['Prosent', 'per cent'],
  ['1 000 kr', 'NOK 1 000'],
  ['personar', null],
  ['per cent', null],
  [null, null],
])('the unit %s is %s in English', (unit, english) => {
  expect(englishUnit(unit)).toBe(english);
});
