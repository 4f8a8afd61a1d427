import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  cellsOf,
  halvedLimits,
  planMinutes,
  planRequests,
  splitSelection,
} from '../../../../src/extract/query/plan.ts';
import { fewestCuts } from '../../../../src/extract/query/split.ts';
import type { SourceLimits } from '../../../../src/extract/provider.ts';
import type { Selection } from '../../../../src/transform/table.ts';
import { dimension, frame } from '../../../support/frames.ts';

const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);

const largestBlock = (sizes: readonly number[], cuts: readonly number[]): number =>
  product(sizes.map((size, axis) => Math.ceil(size / (cuts[axis] ?? 1))));

function everyCutting(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.reduce<readonly (readonly number[])[]>(
    (cuttings, size) =>
      cuttings.flatMap((cutting) =>
        Array.from({ length: size }, (_, parts) => [...cutting, parts + 1]),
      ),
    [[]],
  );
}

function selectionOf(sizes: readonly number[]): Selection {
  return new Map(
    sizes.map((size, axis) => [
      `V${axis}`,
      Array.from({ length: size }, (_, at) => `${axis}.${at}`),
    ]),
  );
}

function cells(selection: Selection): readonly string[] {
  return [...selection.values()].reduce<readonly string[]>(
    (prefixes, codes) => prefixes.flatMap((prefix) => codes.map((code) => `${prefix}|${code}`)),
    [''],
  );
}

const mostNamed = (sizes: readonly number[], cuts: readonly number[]): number =>
  sizes.reduce((sum, size, axis) => sum + Math.ceil(size / (cuts[axis] ?? 1)), 0);

const smallSizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
const largeSizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 7 });

describe('cutting a table', () => {
  test('keeps to a limit of named values, too, with as few requests as the best', () => {
    fc.assert(
      fc.property(
        smallSizes,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 4, max: 20 }),
        (sizes, limit, mostValues) => {
          const best = Math.min(
            ...everyCutting(sizes)
              .filter((cuts) => largestBlock(sizes, cuts) <= limit)
              .filter((cuts) => mostNamed(sizes, cuts) <= mostValues)
              .map(product),
          );
          const cuts = fewestCuts(sizes, limit, mostValues);
          expect(mostNamed(sizes, cuts)).toBeLessThanOrEqual(mostValues);
          expect(product(cuts)).toBe(best);
        },
      ),
    );
  });

  test('needs as few requests as the best of all cuttings, tried one by one', () => {
    fc.assert(
      fc.property(smallSizes, fc.integer({ min: 1, max: 200 }), (sizes, limit) => {
        const best = Math.min(
          ...everyCutting(sizes)
            .filter((cuts) => largestBlock(sizes, cuts) <= limit)
            .map(product),
        );
        const cuts = fewestCuts(sizes, limit);
        expect(largestBlock(sizes, cuts)).toBeLessThanOrEqual(limit);
        expect(product(cuts)).toBe(best);
      }),
      { numRuns: 300 },
    );
  });

  test('of one variable needs exactly the cells divided by the limit, rounded up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (size, limit) => {
          expect(fewestCuts([size], limit)).toEqual([Math.ceil(size / limit)]);
        },
      ),
    );
  });

  test('never needs fewer than the cells divided by the limit, and ends for large tables', () => {
    fc.assert(
      fc.property(largeSizes, fc.integer({ min: 10_000, max: 1_000_000 }), (sizes, limit) => {
        fc.pre(product(sizes) < 1e11);
        const cuts = fewestCuts(sizes, limit);
        expect(largestBlock(sizes, cuts)).toBeLessThanOrEqual(limit);
        expect(product(cuts)).toBeGreaterThanOrEqual(Math.ceil(product(sizes) / limit));
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['that fits is one request', [3, 4, 5], 60, [1, 1, 1]],
    ['prefers the slowest variable', [10, 10, 10], 100, [10, 1, 1]],
    ['leaves the fast variables whole', [40, 2, 106, 1, 41], 800_000, [1, 1, 1, 1, 1]],
    ['like 07459 for all regions and years', [970, 2, 106, 1, 41], 800_000, [11, 1, 1, 1, 1]],
    ['cuts a second variable when one is not enough', [2, 1_000_000], 600_000, [2, 2]],
    ['into single cells when nothing else fits', [2, 3], 1, [2, 3]],
    ['without variables is one request', [], 10, []],
  ])('%s: %j with %d', (_, sizes, limit, cuts) => {
    expect(fewestCuts(sizes, limit)).toEqual(cuts);
  });
});

describe('a plan', () => {
  test('asks for every cell of the selection once, and for no other', () => {
    fc.assert(
      fc.property(smallSizes, fc.integer({ min: 1, max: 100 }), (sizes, limit) => {
        const selection = selectionOf(sizes);
        const blocks = splitSelection(selection, limit);
        expect(blocks.every((block) => cellsOf(block) <= limit)).toBe(true);
        const asked = blocks.flatMap(cells);
        expect(asked).toHaveLength(cellsOf(selection));
        expect(new Set(asked)).toEqual(new Set(cells(selection)));
      }),
    );
  });

  test('names every variable in every request, its codes in order', () => {
    fc.assert(
      fc.property(smallSizes, fc.integer({ min: 1, max: 100 }), (sizes, limit) => {
        const selection = selectionOf(sizes);
        for (const block of splitSelection(selection, limit)) {
          expect([...block.keys()]).toEqual([...selection.keys()]);
          for (const [code, codes] of block) {
            const all = selection.get(code) ?? [];
            const at = all.indexOf(codes[0] ?? '');
            expect(codes).toEqual(all.slice(at, at + codes.length));
          }
        }
      }),
    );
  });

  test('follows the order of the table when the slowest variable alone is cut', () => {
    fc.assert(
      fc.property(smallSizes, (sizes) => {
        const [, ...faster] = sizes;
        const selection = selectionOf(sizes);
        expect(splitSelection(selection, product(faster)).flatMap(cells)).toEqual(cells(selection));
      }),
    );
  });

  test('of a table without values asks for nothing', () => {
    expect(splitSelection(selectionOf([3, 0, 2]), 100)).toEqual([]);
  });

  test('halves what was refused, also where the limit is far above it', () => {
    const table = frame([dimension('Tid', ['2022', '2023', '2024', '2025'], { role: 'time' })]);
    const selection = new Map([['Tid', ['2022', '2023', '2024', '2025']]]);
    const planned = (limits: SourceLimits) =>
      planRequests(table, null, selection, limits, () => ({
        method: 'GET',
        url: 'https://x/',
        body: null,
      }));
    const limits = { maxCells: 1_000_000, maxValues: 90, calls: 1, windowSeconds: 1 };
    const lower = halvedLimits(planned(limits), limits);
    expect(lower).toEqual({ maxCells: 2, maxValues: 45, calls: 1, windowSeconds: 1 });
    expect(planned(lower).requests).toHaveLength(2);
    expect(halvedLimits(planned(halvedLimits(planned(lower), lower)), lower).maxCells).toBe(1);
  });

  test('carries the frame cut down to what is selected, and cells and minutes', () => {
    const table = frame([
      dimension('Region', ['0', '0301', '1103']),
      dimension('ContentsCode', ['Personer', 'Andel'], { role: 'metric' }),
      dimension('Tid', ['2024', '2025'], { role: 'time' }),
    ]);
    const selection = new Map([
      ['Region', ['0301', '1103']],
      ['ContentsCode', ['Andel']],
      ['Tid', ['2024', '2025']],
    ]);
    const plan = planRequests(table, null, selection, { maxCells: 2 }, (block) => ({
      method: 'POST',
      url: 'https://x/',
      body: JSON.stringify([...block]),
    }));
    expect(plan.cells).toBe(4);
    expect(plan.requests.map((request) => request.cells)).toEqual([2, 2]);
    expect(plan.requests[1]?.request.body).toBe(
      '[["Region",["1103"]],["ContentsCode",["Andel"]],["Tid",["2024","2025"]]]',
    );
    expect(plan.frame.dimensions.map(({ categories }) => categories.length)).toEqual([2, 1, 2]);
    expect(plan.frame.measures.map(({ code }) => code)).toEqual(['Andel']);
    expect(plan.english).toBeNull();
    expect(planMinutes(plan.requests, { calls: 1, windowSeconds: 60 })).toBe(1);
  });
});
