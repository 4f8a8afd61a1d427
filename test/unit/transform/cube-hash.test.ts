import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cubeSize, valueAt, type Cube } from '../../../src/transform/cube.ts';
import { createCubeHasher, hashCube } from '../../../src/transform/cube-hash.ts';
import { createCellSum } from '../../../src/transform/hash/cell-sum.ts';
import { lanesOf } from '../../../src/transform/hash/lanes.ts';
import { coordinateOf, flatIndex, stridesOf } from '../../../src/transform/odometer.ts';
import { arbitraryCube, cubeOf, dimensionOf } from './arbitrary-cube.ts';

const hex = (digest: Uint8Array): string => Buffer.from(digest).toString('hex');

const filledCube = arbitraryCube.filter((cube) => cube.cellCount > 0);

/** The same cells in another order of dimensions and of their values. */
function rearrange(cube: Cube, seed: number): Cube {
  const shuffle = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item, position) => ({ item, key: Math.imul(position + 1, seed) % 7919 }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ item }) => item);
  const order = shuffle(cube.dimensions.map((_, axis) => axis));
  const categories = cube.dimensions.map((dimension) =>
    shuffle(dimension.categories.map((_, position) => position)),
  );
  const dimensions = order.flatMap((axis) => {
    const dimension = cube.dimensions[axis];
    if (dimension === undefined) return [];
    const shuffled = (categories[axis] ?? []).flatMap(
      (position) => dimension.categories[position] ?? [],
    );
    return [{ ...dimension, categories: shuffled }];
  });
  const sizes = cubeSize({ dimensions });
  const strides = stridesOf(cubeSize(cube));
  const from = Array.from({ length: cube.cellCount }, (_, index) => {
    const coordinate = coordinateOf(index, sizes);
    const original = cube.dimensions.map((_, axis) => {
      const place = coordinate[order.indexOf(axis)] ?? 0;
      return categories[axis]?.[place] ?? 0;
    });
    return flatIndex(original, strides);
  });
  return cubeOf(
    dimensions,
    from.map((index) => valueAt(cube, index)),
    from.map((index) => cube.symbols.get(index) ?? null),
  );
}

function toSparse(cube: Cube): Cube {
  const entries = Array.from({ length: cube.cellCount }, (_, index) => index)
    .map((index) => [index, valueAt(cube, index)] as const)
    .filter(([, value]) => value !== null);
  return { ...cube, values: { kind: 'sparse', values: new Map(entries.toReversed()) } };
}

/** One cube for each value of the first dimension. */
function chunksOf(cube: Cube): readonly Cube[] {
  const [first, ...others] = cube.dimensions;
  if (first === undefined) return [cube];
  const length = cube.cellCount / first.categories.length;
  return first.categories.map((category, position) => {
    const indexes = Array.from({ length }, (_, index) => position * length + index);
    return cubeOf(
      [{ ...first, categories: [category] }, ...others],
      indexes.map((index) => valueAt(cube, index)),
      indexes.map((index) => cube.symbols.get(index) ?? null),
    );
  });
}

function changeCell(cube: Cube, index: number, value: number | null, symbol: string | null): Cube {
  const indexes = Array.from({ length: cube.cellCount }, (_, each) => each);
  return cubeOf(
    cube.dimensions,
    indexes.map((each) => (each === index ? value : valueAt(cube, each))),
    indexes.map((each) => (each === index ? symbol : (cube.symbols.get(each) ?? null))),
  );
}

describe('the cube hash', () => {
  it('does not depend on the order of dimensions or of their values', () => {
    fc.assert(
      fc.property(arbitraryCube, fc.integer({ min: 2, max: 7918 }), (cube, seed) => {
        expect(hex(hashCube(rearrange(cube, seed)))).toBe(hex(hashCube(cube)));
      }),
    );
  });

  it('does not depend on whether the column is dense or sparse', () => {
    fc.assert(
      fc.property(arbitraryCube, (cube) => {
        expect(hex(hashCube(toSparse(cube)))).toBe(hex(hashCube(cube)));
      }),
    );
  });

  it('does not depend on chunks or on their order', () => {
    fc.assert(
      fc.property(filledCube, (cube) => {
        const hasher = createCubeHasher();
        for (const chunk of chunksOf(cube).toReversed()) hasher.add(chunk);
        expect(hex(hasher.digest())).toBe(hex(hashCube(cube)));
      }),
    );
  });

  it('does not depend on labels', () => {
    const plain = cubeOf([dimensionOf('Tid', ['2024'])], [1]);
    const [dimension] = plain.dimensions;
    if (dimension === undefined) throw new Error('There is no dimension.');
    const renamed = { ...dimension, label: 'år' };
    expect(hex(hashCube({ ...plain, label: 'x', dimensions: [renamed] }))).toBe(
      hex(hashCube(plain)),
    );
  });

  it('changes with any number', () => {
    fc.assert(
      fc.property(filledCube, fc.nat(), fc.double({ noNaN: true }), (cube, any, value) => {
        const index = any % cube.cellCount;
        fc.pre(valueAt(cube, index) !== value);
        const symbol = cube.symbols.get(index) ?? null;
        expect(hex(hashCube(changeCell(cube, index, value, symbol)))).not.toBe(hex(hashCube(cube)));
      }),
    );
  });

  it('changes with any symbol', () => {
    fc.assert(
      fc.property(filledCube, fc.nat(), (cube, any) => {
        const index = any % cube.cellCount;
        const changed = changeCell(cube, index, valueAt(cube, index), 'another');
        expect(hex(hashCube(changed))).not.toBe(hex(hashCube(cube)));
      }),
    );
  });

  it('changes with any code that has cells', () => {
    fc.assert(
      fc.property(filledCube, fc.nat(), (cube, any) => {
        const axis = any % cube.dimensions.length;
        const values = Array.from({ length: cube.cellCount }, (_, index) => index + 1);
        const dimensions = cube.dimensions.map((dimension, at) => {
          if (at !== axis) return dimension;
          const [first, ...rest] = dimension.categories;
          return first === undefined
            ? dimension
            : { ...dimension, categories: [{ ...first, code: 'a code of its own' }, ...rest] };
        });
        expect(hex(hashCube(cubeOf(dimensions, values)))).not.toBe(
          hex(hashCube(cubeOf(cube.dimensions, values))),
        );
      }),
    );
  });

  it('changes if two cells exchange their numbers', () => {
    fc.assert(
      fc.property(filledCube, fc.nat(), fc.nat(), (cube, one, other) => {
        const a = one % cube.cellCount;
        const b = other % cube.cellCount;
        const values = Array.from({ length: cube.cellCount }, (_, index) => index);
        fc.pre(a !== b);
        const exchanged = values.map((value) => (value === a ? b : value === b ? a : value));
        expect(hex(hashCube(cubeOf(cube.dimensions, exchanged)))).not.toBe(
          hex(hashCube(cubeOf(cube.dimensions, values))),
        );
      }),
    );
  });

  it('takes no notice of cells with neither number nor symbol', () => {
    const two = [dimensionOf('Tid', ['2023', '2024'])];
    expect(hex(hashCube(cubeOf(two, [1, null])))).toBe(
      hex(hashCube(cubeOf([dimensionOf('Tid', ['2023'])], [1]))),
    );
  });

  it('tells a missing number with a symbol, nil and a plain zero apart', () => {
    const one = [dimensionOf('Tid', ['2024'])];
    const hashes = [
      cubeOf(one, [null], ['.']),
      cubeOf(one, [0], ['-']),
      cubeOf(one, [0]),
      cubeOf(one, [null]),
    ].map((cube) => hex(hashCube(cube)));
    expect(new Set(hashes).size).toBe(4);
  });

  it('takes -0 for 0', () => {
    const one = [dimensionOf('Tid', ['2024'])];
    expect(hex(hashCube(cubeOf(one, [-0])))).toBe(hex(hashCube(cubeOf(one, [0]))));
  });

  it('tells apart codes that are the same when written one after the other', () => {
    expect(hex(hashCube(cubeOf([dimensionOf('ab', ['c'])], [1])))).not.toBe(
      hex(hashCube(cubeOf([dimensionOf('a', ['bc'])], [1]))),
    );
  });

  it('sets every bit of the sum about half of the time', () => {
    const dimension = dimensionOf('Tid', ['2024']);
    const places = Int32Array.from(lanesOf(dimension.code, '2024'));
    const base = new Int32Array(4);
    const ones = Array.from({ length: 128 }, () => 0);
    for (let value = 0; value < 1000; value += 1) {
      const sum = createCellSum();
      sum.add({ base, places, values: [value], from: 0, symbols: null });
      const digest = sum.digest();
      ones.forEach((_, bit) => {
        ones[bit] = (ones[bit] ?? 0) + (((digest[bit >> 3] ?? 0) >> (bit & 7)) & 1);
      });
    }
    expect(Math.min(...ones)).toBeGreaterThan(400);
    expect(Math.max(...ones)).toBeLessThan(600);
  });

  it('counts the cells that it has seen', () => {
    const hasher = createCubeHasher();
    hasher.add(
      cubeOf([dimensionOf('Tid', ['2022', '2023', '2024'])], [1, null, null], [null, '.', null]),
    );
    expect(hasher.cells()).toBe(2);
  });

  it('stays what it was, as it is kept in databases', () => {
    const cube = cubeOf(
      [dimensionOf('Region', ['0301', '1103']), dimensionOf('Tid', ['2023', '2024'])],
      [709037, 717710, 146011.5, null],
      [null, '*', null, '..'],
    );
    expect(hex(hashCube(cube))).toMatchInlineSnapshot(
      `"733179837dede68aa543488eab5a83351fba374074dee852c08f4b6f229cf8ed"`,
    );
  });

  it('refuses chunks with different dimensions', () => {
    const hasher = createCubeHasher();
    hasher.add(cubeOf([dimensionOf('Tid', ['2024'])], [1]));
    expect(() => hasher.add(cubeOf([dimensionOf('Year', ['2024'])], [1]))).toThrow(
      'different dimensions',
    );
  });
});
