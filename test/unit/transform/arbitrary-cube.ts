import fc from 'fast-check';

import { cellCount, type Cube, type Dimension } from '../../../src/transform/cube.ts';
import { unmeasured } from '../../../src/transform/jsonstat/measures.ts';

const CODE = fc.oneof(
  fc.string({ minLength: 1, maxLength: 5 }),
  fc.constantFrom('0', '1', '2', '10', '01', '0301', '105+', 'a,b', "'; drop", '[x]', '__proto__'),
);

const NUMBER = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
    .map((value) => value + 0),
);

const SYMBOL = fc.constantFrom('.', '..', ':', '*', 'p');

/** A dense cube of 1 to 4 dimensions with awkward codes, nulls and symbols, none of them nil. */
export const arbitraryCube: fc.Arbitrary<Cube> = fc
  .uniqueArray(CODE, { minLength: 1, maxLength: 4 })
  .chain((codes) =>
    fc.tuple(...codes.map((code) => arbitraryDimension(code))).chain((dimensions) => {
      const cells = cellCount(dimensions.map(({ categories }) => categories.length));
      return fc
        .record({
          values: fc.array(fc.option(NUMBER), { minLength: cells, maxLength: cells }),
          marks: fc.array(fc.option(SYMBOL, { freq: 2 }), { minLength: cells, maxLength: cells }),
        })
        .map(({ values, marks }) => cubeOf(dimensions, values, marks));
    }),
  );

function arbitraryDimension(code: string): fc.Arbitrary<Dimension> {
  return fc
    .uniqueArray(fc.tuple(CODE, fc.string({ maxLength: 8 })), {
      maxLength: 4,
      selector: ([each]) => each,
    })
    .map((categories) => ({
      code,
      label: code,
      role: 'classification' as const,
      categories: categories.map(([each, label]) => ({
        code: each,
        label,
        parent: null,
        notes: [],
      })),
      classifications: [],
      elimination: null,
      notes: [],
    }));
}

/** A dense cube without measures, for tests that need only cells. */
export function cubeOf(
  dimensions: readonly Dimension[],
  values: readonly (number | null)[],
  symbols: readonly (string | null)[] = [],
): Cube {
  return {
    label: 'Tabell',
    source: null,
    updated: null,
    notes: [],
    dimensions,
    measures: [unmeasured('Tabell')],
    cellCount: values.length,
    values: { kind: 'dense', values },
    symbols: new Map(
      symbols.flatMap((symbol, index) => (symbol === null ? [] : [[index, symbol] as const])),
    ),
  };
}

/** A dimension of codes that are their own labels. */
export function dimensionOf(code: string, codes: readonly string[]): Dimension {
  return {
    code,
    label: code,
    role: 'classification',
    categories: codes.map((each) => ({ code: each, label: each, parent: null, notes: [] })),
    classifications: [],
    elimination: null,
    notes: [],
  };
}
