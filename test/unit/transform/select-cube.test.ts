import fc from 'fast-check';
import { expect, test } from 'vitest';

import { selectCube } from '../../../src/transform/select-cube.ts';
import { valueAt, type Cube } from '../../../src/transform/cube.ts';
import { pickCells } from '../../../src/transform/picked-cells.ts';
import { dimension, frame } from '../../support/frames.ts';

const cubes = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
    fc.infiniteStream(fc.option(fc.integer({ min: 0, max: 9 }))),
    fc.infiniteStream(fc.option(fc.constantFrom('-', ':', 'p'))),
  )
  .map(([sizes, isDense, numbers, marks]): Cube => {
    const dimensions = sizes.map((size, axis) =>
      dimension(
        `V${axis}`,
        Array.from({ length: size }, (_, at) => `${axis}.${at}`),
      ),
    );
    const cellCount = sizes.reduce((product, size) => product * size, 1);
    const values = Array.from({ length: cellCount }, () => numbers.next().value);
    const symbols = new Map<number, string>();
    for (let index = 0; index < cellCount; index += 1) {
      const mark = marks.next().value;
      if (mark !== null) symbols.set(index, mark);
    }
    return {
      ...frame(dimensions),
      cellCount,
      symbols,
      values: isDense
        ? { kind: 'dense', values }
        : { kind: 'sparse', values: new Map(values.entries()) },
    };
  });

test('a part of a cube has the cells that picking them one by one finds', () => {
  fc.assert(
    fc.property(cubes, fc.infiniteStream(fc.nat()), (cube, dice) => {
      const selection = new Map(
        cube.dimensions.map(({ code, categories }) => {
          const kept = categories.filter(() => dice.next().value % 2 === 0);
          const codes = (kept.length === 0 ? categories : kept).map((each) => each.code);
          return [code, codes] as const;
        }),
      );
      const part = selectCube(cube, selection);
      expect(part.cellCount).toBe(
        [...selection.values()].reduce((product, codes) => product * codes.length, 1),
      );
      expect(pickCells(part, selection)).toEqual(pickCells(cube, selection));
    }),
  );
});

test('a part needs values of every variable', () => {
  const cube: Cube = {
    ...frame([dimension('A', ['1']), dimension('B', ['1', '2'])]),
    cellCount: 2,
    values: { kind: 'dense', values: [1, 2] },
    symbols: new Map(),
  };
  expect(() => selectCube(cube, new Map([['A', ['1']]]))).toThrow(TypeError);
  expect(
    valueAt(
      selectCube(
        cube,
        new Map([
          ['A', ['1']],
          ['B', ['2']],
        ]),
      ),
      0,
    ),
  ).toBe(2);
});
