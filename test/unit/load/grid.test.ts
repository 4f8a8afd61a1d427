import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellAt, type Grid, layOut } from '../../../src/load/facts/grid.ts';
import { layOutSparse } from '../../../src/load/facts/sparse-grid.ts';
import { type FrameKeys, seriesPositions, seriesSpan } from '../../../src/load/frame-keys.ts';
import { createOrdinalMap } from '../../../src/load/ordinal-map.ts';
import type { Cube, CubeFrame } from '../../../src/transform/cube.ts';
import { coordinateOf } from '../../../src/transform/odometer.ts';
import { arbitraryFrame, keysFor } from '../../support/arbitrary-frames.ts';
import { dimension, frame } from '../../support/frames.ts';

interface Chunk {
  readonly whole: CubeFrame;
  readonly cube: Cube;
}

/** Part of a frame, its dimensions and values in any order, some cells without anything. */
const CHUNK: fc.Arbitrary<Chunk> = arbitraryFrame.chain((whole) =>
  fc
    .tuple(
      fc.shuffledSubarray([...whole.dimensions], { minLength: whole.dimensions.length }),
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.nat({ max: 100 })),
      fc.boolean(),
    )
    .map(([order, kept, draws, sparse]) => {
      const dimensions = order.map((each) => ({
        ...each,
        categories: each.categories
          .filter((_, position) => position === 0 || kept.next().value)
          .map((category) => [Number(draws.next().value), category] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, category]) => category),
      }));
      const cellCount = dimensions.reduce((all, each) => all * each.categories.length, 1);
      const present = Array.from({ length: cellCount }, () => Number(draws.next().value) % 3);
      const values = present.map((draw, index) => (draw === 0 ? index : null));
      const symbols = new Map(
        present.flatMap((draw, index) => (draw === 1 ? [[index, ':'] as const] : [])),
      );
      const filled = values.flatMap((value, index) =>
        value === null ? [] : [[index, value] as const],
      );
      const column: Cube['values'] = sparse
        ? { kind: 'sparse', values: new Map(filled) }
        : { kind: 'dense', values };
      return { whole, cube: { ...whole, dimensions, cellCount, values: column, symbols } };
    }),
);

const present = ({ values, symbols }: Cube, index: number): boolean =>
  symbols.has(index) ||
  (values.kind === 'dense' ? values.values[index] : values.values.get(index)) != null;

/** Codes by variable of every present cell that the grid leads to, and the cell's flat index. */
function cellsOf(cube: Cube, whole: CubeFrame, keys: FrameKeys, grid: Grid): readonly string[] {
  const cells: string[] = [];
  for (const [series, ordinal] of grid.ordinals.entries()) {
    const positions = seriesPositions(keys, ordinal);
    for (const [time, timeKey] of grid.timeKeys.entries()) {
      const index = cellAt(grid, series * grid.timeKeys.length + time);
      if (!present(cube, index)) continue;
      const codes = whole.dimensions.map(({ code, categories }, axis) => {
        const position = axis === keys.timeAxis ? timeKey - 500 : positions[axis];
        return `${code}=${categories[position ?? 0]?.code ?? ''}`;
      });
      cells.push(`${codes.join(' ')} at ${index}`);
    }
  }
  return cells.toSorted();
}

/** The same from the cube alone. */
function naiveCells(cube: Cube, whole: CubeFrame): readonly string[] {
  const sizes = cube.dimensions.map(({ categories }) => categories.length);
  const cells: string[] = [];
  for (let index = 0; index < cube.cellCount; index += 1) {
    if (!present(cube, index)) continue;
    const coordinate = coordinateOf(index, sizes);
    const codes = whole.dimensions.map(({ code }) => {
      const axis = cube.dimensions.findIndex((each) => each.code === code);
      const category = cube.dimensions[axis]?.categories[coordinate[axis] ?? 0];
      return `${code}=${category?.code ?? ''}`;
    });
    cells.push(`${codes.join(' ')} at ${index}`);
  }
  return cells.toSorted();
}

describe('the grid of a chunk', () => {
  it('leads to every cell under its own codes, whatever the order of dimensions and values', () => {
    fc.assert(
      fc.property(CHUNK, ({ whole, cube }) => {
        const keys = keysFor(whole);
        const grid = layOut(cube, keys, createOrdinalMap(seriesSpan(keys)));
        expect(cellsOf(cube, whole, keys, grid)).toEqual(naiveCells(cube, whole));
      }),
      { numRuns: 500 },
    );
  });

  it('has the series that have a cell and those that are known, and no other', () => {
    fc.assert(
      fc.property(CHUNK, fc.nat(), ({ whole, cube }, number) => {
        const keys = keysFor(whole);
        const known = createOrdinalMap(seriesSpan(keys));
        const without = new Set(layOut(cube, keys, known).ordinals);
        const ordinal = number % seriesSpan(keys);
        known.set(ordinal, 1);
        const positions = seriesPositions(keys, ordinal);
        const inChunk = whole.dimensions.every(({ code, categories }, axis) => {
          if (axis === keys.timeAxis) return true;
          const own = cube.dimensions.find((each) => each.code === code)?.categories ?? [];
          return own.some((category) => category.code === categories[positions[axis] ?? 0]?.code);
        });
        const expected = inChunk ? without.add(ordinal) : without;
        const found = layOut(cube, keys, known).ordinals;
        expect([...found].toSorted((a, b) => a - b)).toEqual(
          [...expected].toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('is the same when a sparse chunk is placed cell by cell', () => {
    fc.assert(
      fc.property(CHUNK, fc.array(fc.nat(), { maxLength: 5 }), ({ whole, cube }, numbers) => {
        const keys = keysFor(whole);
        const known = createOrdinalMap(seriesSpan(keys));
        for (const number of numbers) known.set(number % seriesSpan(keys), 1);
        const filled = Array.from({ length: cube.cellCount }, (_, index) => index).filter((index) =>
          present(cube, index),
        );
        const values = new Map(filled.map((index) => [index, cube.symbols.has(index) ? null : 1]));
        const sparse: Cube = { ...cube, values: { kind: 'sparse', values } };
        const axes = cube.dimensions.map(({ code }) => keys.axisByCode.get(code) ?? 0);
        const byProduct = layOut(sparse, keys, known);
        const byCell = layOutSparse(sparse, axes, keys, known);
        const seriesOf = ({ ordinals, starts }: Grid) =>
          [...ordinals]
            .map((ordinal, at) => [ordinal, starts[at]])
            .toSorted(([a = 0], [b = 0]) => a - b);
        expect(seriesOf(byCell)).toEqual(seriesOf(byProduct));
        const { timeKeys, timeStride, firstPeriod } = byProduct;
        expect(byCell).toMatchObject({ timeStride, firstPeriod });
        expect([...byCell.timeKeys]).toEqual([...timeKeys]);
      }),
      { numRuns: 300 },
    );
  });

  it('answers for periods that the source dropped only if it has the first period', () => {
    const years = (...codes: string[]) => dimension('Tid', codes, { role: 'time' });
    const whole = frame([dimension('A', ['1']), years('2024', '2025')]);
    const chunk = (...codes: string[]): Grid => {
      const dimensions = [dimension('A', ['1']), years(...codes)];
      const values = { kind: 'dense' as const, values: codes.map(() => 1) };
      const cube = { ...whole, dimensions, cellCount: codes.length, values, symbols: new Map() };
      const keys = keysFor(whole);
      return layOut(cube, keys, createOrdinalMap(seriesSpan(keys)));
    };
    expect(chunk('2024').firstPeriod).toBe(true);
    expect(chunk('2025').firstPeriod).toBe(false);
    expect(chunk('2025', '2024').firstPeriod).toBe(true);
  });

  it('is refused for a code or a variable that the frame lacks', () => {
    const whole = frame([dimension('A', ['1'])]);
    const cubeWith = (...dimensions: readonly ReturnType<typeof dimension>[]): Cube => ({
      ...whole,
      dimensions,
      cellCount: 1,
      values: { kind: 'dense', values: [1] },
      symbols: new Map(),
    });
    const lay = (cube: Cube) => () => layOut(cube, keysFor(whole), createOrdinalMap(1));
    expect(lay(cubeWith(dimension('A', ['2'])))).toThrow('"2"');
    expect(lay(cubeWith(dimension('B', ['1'])))).toThrow('the metadata A');
    expect(lay(cubeWith(dimension('A', ['1']), dimension('B', ['1'])))).toThrow('A, B');
  });
});
