import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimTest, PrintedNumber } from '../../../src/transform/claims/claim.ts';
import { compare } from '../../../src/transform/claims/evaluators/evaluate.ts';
import { placeOf } from '../../../src/transform/claims/evaluators/rank.ts';
import {
  compareRounded,
  shorten,
  stepOf,
} from '../../../src/transform/claims/evaluators/rounding.ts';

function held(
  test: ClaimTest,
  printed: string | null,
  numbers: Readonly<Record<string, string>>,
): ReturnType<typeof compare> {
  const print: PrintedNumber | null =
    printed === null
      ? null
      : { value: printed, decimals: (printed.split('.')[1] ?? '').length, asPrinted: printed };
  return compare(test, print, (name) => numbers[name] ?? null);
}

describe('each kind of claim', () => {
  const trend = { kind: 'trend', direction: 'up', within: '1' } as const;
  const order = { kind: 'ordering', order: ['a', 'b'], by: '0' } as const;
  const points = { kind: 'change', measuredIn: 'points' } as const;
  const percent = { kind: 'change', measuredIn: 'percent' } as const;
  const cases: readonly [string, ClaimTest, string | null, Record<string, string>, string][] = [
    ['a level as printed', { kind: 'level' }, '90', { value: '90.0' }, 'equal'],
    ['a level that rounds to it', { kind: 'level' }, '90', { value: '90.4' }, 'rounded'],
    ['a level half-way', { kind: 'level' }, '90', { value: '90.5' }, 'rounded'],
    ['a level beyond', { kind: 'level' }, '90', { value: '90.51' }, 'off'],
    ['a level with a decimal', { kind: 'level' }, '53.1', { value: '53.16' }, 'off'],
    ['"om lag" near', { kind: 'approximate', step: '5' }, '50', { value: '52.5' }, 'rounded'],
    ['"om lag" far', { kind: 'approximate', step: '5' }, '50', { value: '53.1' }, 'off'],
    [
      '"at least", more',
      { kind: 'lower-bound', formula: 'a * b' },
      '600',
      { a: '14', b: '50' },
      'equal',
    ],
    ['"at least", exactly', { kind: 'lower-bound', formula: 'a' }, '600', { a: '600' }, 'equal'],
    ['"at least", less', { kind: 'lower-bound', formula: 'a' }, '600', { a: '599.9' }, 'off'],
    ['a change in points', points, '-30', { from: '40', to: '10' }, 'equal'],
    ['the same change in per cent', percent, '-75', { from: '40', to: '10' }, 'equal'],
    ['points taken for per cent', percent, '-30', { from: '40', to: '10' }, 'off'],
    ['a change that turned', points, '-30', { from: '40', to: '50' }, 'reversed'],
    ['5 of 6', { kind: 'ratio', count: 5, of: 6 }, null, { count: '5', of: '6' }, 'equal'],
    [
      '10 of 12 for 5 of 6',
      { kind: 'ratio', count: 5, of: 6 },
      null,
      { count: '10', of: '12' },
      'changed',
    ],
    [
      '83 for 5 of 6',
      { kind: 'ratio', count: 5, of: 6 },
      null,
      { count: '83', of: '100' },
      'changed',
    ],
    ['4 of 6 for 5 of 6', { kind: 'ratio', count: 5, of: 6 }, null, { count: '4', of: '6' }, 'off'],
    [
      '7.8 of 10 for 8 of 10',
      { kind: 'ratio', count: 8, of: 10 },
      null,
      { count: '7.8' },
      'rounded',
    ],
    ['the same place', { kind: 'rank', of: 28 }, '5', { value: '5', of: '28' }, 'equal'],
    ['another place', { kind: 'rank', of: 28 }, '5', { value: '6', of: '28' }, 'off'],
    ['first become last', { kind: 'rank', of: 28 }, '1', { value: '28', of: '28' }, 'reversed'],
    [
      'the same place of others',
      { kind: 'rank', of: 28 },
      '5',
      { value: '5', of: '27' },
      'changed',
    ],
    ['an order that stands', order, null, { a: '2', b: '1' }, 'equal'],
    ['an order that fell together', order, null, { a: '1', b: '1' }, 'off'],
    ['an order that turned', order, null, { a: '1', b: '2' }, 'reversed'],
    ['an order by too little', { ...order, by: '10' }, null, { a: '12', b: '5' }, 'off'],
    ['a rise', trend, null, { from: '1', to: '3' }, 'equal'],
    ['a rise that is none', trend, null, { from: '1', to: '2' }, 'off'],
    ['a rise that is a fall', trend, null, { from: '3', to: '1' }, 'reversed'],
    ['a formula', { kind: 'derived', formula: '100 - a - b' }, '23', { a: '33', b: '44' }, 'equal'],
  ];

  test.each(cases)('judges %s', (_name, kind, printed, numbers, outcome) => {
    expect(held(kind, printed, numbers)?.outcome).toBe(outcome);
  });

  test('has no outcome where a number is missing', () => {
    for (const [, kind, printed] of cases) expect(held(kind, printed, {})).toBeNull();
  });

  test('has no relative change from zero', () => {
    expect(held(percent, '10', { from: '0', to: '5' })).toBeNull();
  });

  test('names points and per cent apart, in both languages', () => {
    const turned = { from: '40', to: '50' };
    expect(held(points, '-30', turned)?.reason).toEqual({
      no: 'En endring på −30 prosentpoeng er trykt, nå er den +10.',
      en: 'A change of −30 points was printed, it is +10 now.',
    });
    expect(held(percent, '-30', turned)?.reason.en).toContain('−30 per cent');
  });
});

describe('rounding', () => {
  const scaled = fc.integer({ min: -10_000_000, max: 10_000_000 });
  const decimals = fc.integer({ min: -3, max: 4 });

  const halves = fc.constantFrom(Big.roundHalfUp, Big.roundHalfEven);

  test('a number holds against its own rounding, whichever way halves go', () => {
    fc.assert(
      fc.property(scaled, decimals, halves, (digits, places, mode) => {
        const number = new Big(digits).div(1000);
        const step = stepOf(places);
        // Rounding to tens or hundreds: divided, rounded, multiplied.
        const printed = number.div(step).round(0, mode).times(step);
        const { outcome } = compareRounded(printed.toFixed(), number.toFixed(), step, 'points');
        const exact = number.eq(printed);
        expect(outcome).toBe(exact ? 'equal' : 'rounded');
      }),
    );
  });

  test('a number more than half a step away never holds', () => {
    const beyond = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(scaled, decimals, beyond, fc.boolean(), (units, places, more, up) => {
        const step = new Big(stepOf(places));
        const printed = step.times(units);
        const away = step.div(2).plus(step.times(more).div(1_000_000));
        const number = up ? printed.plus(away) : printed.minus(away);
        const compared = compareRounded(
          printed.toFixed(),
          number.toFixed(),
          step.toFixed(),
          'points',
        );
        expect(compared.outcome).toBe('off');
        expect(new Big(printed).plus(compared.amount ?? 0).eq(number)).toBe(true);
      }),
    );
  });

  test.each([
    ['653917.62', '1000', '653918'],
    ['4.98321', '1', '4.98'],
    ['53.1', '5', '53.1'],
  ])('%s is told with a step of %s as %s', (number, step, told) => {
    expect(shorten(number, step)).toBe(told);
  });
});

test('equal numbers share the better place', () => {
  expect(placeOf('3', ['5', '3', '3', '1'])).toBe(2);
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
      const all = numbers.map(String);
      const places = all.map((number) => placeOf(number, all));
      expect(Math.min(...places)).toBe(1);
      expect(Math.max(...places)).toBeLessThanOrEqual(all.length);
    }),
  );
});
