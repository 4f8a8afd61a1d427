import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cubeSize, valueAt, type Cube } from '../../../../src/transform/cube.ts';
import { readJsonStat } from '../../../../src/transform/jsonstat/document.ts';
import { arbitraryCube } from '../arbitrary-cube.ts';

interface Form {
  readonly version: '1.x' | '2.0';
  readonly root: 'dataset' | 'bundle' | 'collection' | 'nested collection';
  readonly value: 'array' | 'object';
  readonly status: 'array' | 'object' | 'former Eurostat';
  readonly index: 'array' | 'object' | 'object in reverse order';
  readonly size: 'numbers' | 'text';
  readonly byteOrderMark: boolean;
}

const FORM: fc.Arbitrary<Form> = fc.record({
  version: fc.constantFrom('1.x', '2.0'),
  root: fc.constantFrom('dataset', 'bundle', 'collection', 'nested collection'),
  value: fc.constantFrom('array', 'object'),
  status: fc.constantFrom('array', 'object', 'former Eurostat'),
  index: fc.constantFrom('array', 'object', 'object in reverse order'),
  size: fc.constantFrom('numbers', 'text'),
  byteOrderMark: fc.boolean(),
});

describe('a cube', () => {
  it('is the same however JSON-stat permits to write it', () => {
    fc.assert(
      fc.property(arbitraryCube, FORM, (cube, form) => {
        const { cubes } = readJsonStat(write(cube, form));
        expect(cubes).toHaveLength(1);
        expect(facts(cubes[0]?.cube)).toEqual(facts(cube));
      }),
      { numRuns: 300 },
    );
  });
});

function write(cube: Cube, form: Form): Uint8Array {
  const json = JSON.stringify(rootOf(datasetOf(cube, form), form));
  return new TextEncoder().encode(form.byteOrderMark ? `\uFEFF${json}` : json);
}

function rootOf(dataset: object, form: Form): object {
  const item = { class: 'dataset', ...dataset };
  const collection = { class: 'collection', link: { item: [item] } };
  const roots: Readonly<Record<Form['root'], object>> = {
    dataset: item,
    bundle: { tabell: dataset },
    collection,
    'nested collection': { class: 'collection', link: { item: [collection] } },
  };
  return roots[form.root];
}

function datasetOf(cube: Cube, form: Form): object {
  const id = cube.dimensions.map(({ code }) => code);
  const size = cubeSize(cube).map((count) => (form.size === 'text' ? String(count) : count));
  const axes = { id, size };
  const dimension = Object.fromEntries(
    cube.dimensions.map(({ code, categories }) => {
      const positions = categories.map((category, position) => [category.code, position] as const);
      const index =
        form.index === 'array'
          ? categories.map((category) => category.code)
          : Object.fromEntries(form.index === 'object' ? positions : positions.toReversed());
      const label = Object.fromEntries(categories.map((each) => [each.code, each.label]));
      return [code, { category: { index, label } }];
    }),
  );
  const values = Array.from({ length: cube.cellCount }, (_, index) => valueAt(cube, index));
  const marks = values.map((_, index) => cube.symbols.get(index) ?? null);
  return {
    label: cube.label,
    ...(form.version === '2.0' ? axes : {}),
    dimension: form.version === '2.0' ? dimension : withAxes(dimension, axes),
    value: form.value === 'array' ? values : present(values),
    status: statusOf(marks, form),
  };
}

function withAxes(dimension: object, axes: object): object {
  return Object.assign(Object.fromEntries(Object.entries(dimension)), axes);
}

function statusOf(marks: readonly (string | null)[], form: Form): unknown {
  if (form.status === 'object') return present(marks);
  return form.status === 'array' ? padded(marks) : { value: padded(marks), category: {} };
}

// One symbol in an array stands for all cells, so a lone cell is written as an object.
function padded(marks: readonly (string | null)[]): unknown {
  return marks.length === 1 ? present(marks) : marks;
}

function present(entries: readonly unknown[]): object {
  return Object.fromEntries(
    entries.flatMap((entry, index) => (entry === null ? [] : [[String(index), entry]])),
  );
}

function facts(cube: Cube | undefined): unknown {
  if (cube === undefined) return undefined;
  return {
    label: cube.label,
    cells: cube.cellCount,
    dimensions: cube.dimensions.map(({ code, categories }) => ({ code, categories })),
    values: Array.from({ length: cube.cellCount }, (_, index) => valueAt(cube, index) ?? 'none'),
    symbols: [...cube.symbols].toSorted(([a], [b]) => a - b),
  };
}
