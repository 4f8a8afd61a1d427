import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { createRatioCounter } from '../../../src/load/gates/ratio-histogram.ts';
import { similarity } from '../../../src/load/gates/similarity.ts';
import { totalMembers } from '../../../src/load/gates/total-members.ts';
import { median, unusualShare } from '../../../src/load/gates/usual.ts';
import { percent } from '../../../src/load/gates/words.ts';
import { sketchCube } from '../../support/cubes.ts';
import { releases } from '../../support/gate-facts.ts';

describe('a histogram of ratios', () => {
  it('has the median of the ratios within five per cent', () => {
    const ratio = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(ratio, { minLength: 1, maxLength: 99 }), (ratios) => {
        const counter = createRatioCounter();
        for (const one of ratios) counter.add(2, 2 * one);
        const sorted = ratios.toSorted((a, b) => a - b);
        const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
        expect(counter.median() / lower).toBeGreaterThan(0.95);
        expect(counter.median() / lower).toBeLessThan(1.05);
      }),
    );
  });

  it('leaves out pairs without a ratio', () => {
    const counter = createRatioCounter();
    counter.add(0, 5);
    counter.add(5, 0);
    counter.add(-5, 5);
    expect([counter.count, counter.shareNear(1, 1)]).toEqual([0, 0]);
    expect(counter.median()).toBeNaN();
  });

  it('counts negative numbers by their size', () => {
    const counter = createRatioCounter();
    counter.add(-5, -5000);
    expect(counter.shareNear(1000, 0.1)).toBe(1);
  });

  it('takes ratios beyond its ends as its ends', () => {
    const counter = createRatioCounter();
    counter.add(1e-300, 1);
    counter.add(1e-300, 1);
    counter.add(1, 1e-300);
    expect(counter.median()).toBeCloseTo(1e9, -2);
  });
});

describe('what is usual', () => {
  it('does not depend on the order of the releases', () => {
    const history = fc.array(fc.nat(1000), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(history, fc.nat(1000), (shares, now) => {
        const judged = (order: readonly number[]) =>
          unusualShare(
            now,
            1000,
            order.flatMap((changed) => releases(1, { changed })),
            ({ changed }) => changed,
          );
        expect(judged(shares.toReversed())).toEqual(judged(shares));
      }),
    );
  });

  it('is what more cells do not make again', () => {
    const history = releases(10);
    const judged = Array.from({ length: 1001 }, (_, count) =>
      unusualShare(count, 1000, history, ({ changed }) => changed) === null ? 'usual' : 'unusual',
    );
    expect(judged.indexOf('unusual')).toBe(361);
    expect(judged.lastIndexOf('usual')).toBe(360);
  });

  it('is not moved by one wild release', () => {
    const tame = releases(10);
    const wild = [...releases(9), ...releases(1, { changed: 1000 })];
    const limit = (history: typeof tame) =>
      unusualShare(1000, 1000, history, ({ changed }) => changed)?.limit;
    expect(limit(wild)).toBe(limit(tame));
  });

  test.each([
    [[3], 3],
    [[4, 1, 3], 3],
    [[1, 2, 3, 10], 2.5],
    [[], Number.NaN],
  ])('has a middle: %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe('labels', () => {
  test.each([
    ['Oslo', 'oslo ', 1],
    ['Oslo', 'Oslo kommune', 0.43],
    ['Viken', 'Akershus', 0.18],
    ['Menn', 'Kvinner', 0.22],
    ['A', 'B', 0],
  ])('%s and %s are alike to %d', (left, right, alike) => {
    expect(similarity(left, right)).toBeCloseTo(alike, 2);
  });

  it('are as alike one way as the other, from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(similarity(left, right)).toBe(similarity(right, left));
        expect(similarity(left, right)).toBeGreaterThanOrEqual(0);
        expect(similarity(left, right)).toBeLessThanOrEqual(1);
        expect(similarity(left, left)).toBe(1);
      }),
    );
  });
});

describe('values that may be totals', () => {
  const YEARS = { code: 'Tid', role: 'time', codes: ['2024', '2025'] } as const;
  const of = (labels: readonly string[], eliminated: string | null = null) => {
    const codes = labels.map((_, at) => String(at));
    const cube = sketchCube([{ code: 'V', codes, labels }, YEARS], []);
    const dimensions = cube.dimensions.map((dimension) =>
      dimension.code === 'V'
        ? { ...dimension, elimination: { allowed: true, valueCode: eliminated } }
        : dimension,
    );
    return totalMembers({ dimensions });
  };

  test.each([
    [['I alt', 'Menn', 'Kvinner']],
    [['Begge kjønn', 'Menn', 'Kvinner']],
    [['Hele landet', 'Oslo', 'Rogaland']],
    [['Both sexes', 'Males', 'Females']],
    [['Alle aldre', '0-17', '18+']],
    [['Totalt', 'A', 'B']],
  ])('are known by their label: %j', (labels) => {
    expect(of(labels)).toEqual([{ variable: 'V', code: '0', label: labels[0], parts: ['1', '2'] }]);
  });

  test.each([[['Menn', 'Kvinner']], [['Allergi', 'Astma', 'Annet']], [['I alt', 'Menn']]])(
    'are not among %j',
    (labels) => {
      expect(of(labels)).toEqual([]);
    },
  );

  it('are known by the metadata', () => {
    expect(of(['Norge', 'Oslo', 'Viken'], '0')).toMatchObject([{ code: '0', parts: ['1', '2'] }]);
  });

  it('have those below them as parts where the source gives a hierarchy', () => {
    const cube = sketchCube([{ code: 'V', codes: ['T', 'A', 'B', 'A1', 'A2'] }, YEARS], []);
    const parents: Readonly<Record<string, string>> = { A: 'T', B: 'T', A1: 'A', A2: 'A' };
    const dimensions = cube.dimensions.map((dimension) => ({
      ...dimension,
      categories: dimension.categories.map((category) => ({
        ...category,
        parent: parents[category.code] ?? null,
      })),
    }));
    expect(totalMembers({ dimensions })).toMatchObject([
      { code: 'T', parts: ['A', 'B'] },
      { code: 'A', parts: ['A1', 'A2'] },
    ]);
  });
});

test.each([
  [0, '0 %'],
  [0.00001, 'under 0.01 %'],
  [0.00123, '0.12 %'],
  [0.0123, '1.2 %'],
  [0.5, '50 %'],
  [1.25, '125 %'],
])('a share of %d is written %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
