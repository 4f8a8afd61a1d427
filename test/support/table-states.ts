import fc from 'fast-check';
import type { Cube } from '../../src/transform/cube.ts';
import { coordinateOf, stridesOf } from '../../src/transform/odometer.ts';
import { sketchCube, type VariableSketch } from './cubes.ts';

/** A number with its symbol; neither means that the cell is not published. */
export type Content = readonly [number | null, string];

/** One state of a table: variables in some order, and what each cell holds. */
export interface TableState {
  readonly variables: readonly VariableSketch[];
  readonly contents: readonly Content[];
}

const VARIABLES: readonly VariableSketch[] = [
  { code: 'Kjonn', label: 'kjønn', codes: ['1', '2', '0'] },
  { code: 'Region', label: 'region', role: 'geo', codes: ['0301', '0'] },
  { code: 'ContentsCode', label: 'statistikkvariabel', role: 'metric', codes: ['Fodte', 'Dode'] },
  { code: 'Tid', label: 'år', role: 'time', codes: ['2023', '2024', '2025', '2026'] },
];

// Few different ones, so that states often agree in a cell.
const CONTENT: fc.Arbitrary<Content> = fc.constantFrom<Content>(
  [1, ''],
  [1, ''],
  [2.5, ''],
  [-3e-7, ''],
  [1, 'p'],
  [0, '-'],
  [0, ''],
  [null, ':'],
  [null, ''],
);

/** States that gain and lose variables, values and cells, in any order of both. */
export const tableState: fc.Arbitrary<TableState> = fc
  .shuffledSubarray([...VARIABLES], { minLength: 1 })
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((variable) =>
        fc.shuffledSubarray([...variable.codes], { minLength: 1 }).map((codes): VariableSketch => ({
          ...variable,
          codes,
          labels: codes.map((code) => `label ${code}`),
        })),
      ),
    ),
  )
  .chain((variables) => {
    const cells = variables.reduce((product, { codes }) => product * codes.length, 1);
    return fc
      .array(CONTENT, { minLength: cells, maxLength: cells })
      .map((contents) => ({ variables, contents }));
  });

/** The state as one cube. */
export function cubeOfState({ variables, contents }: TableState): Cube {
  return sketchCube(
    variables,
    contents.map(([value, symbol]) => (symbol === '' ? value : ([value, symbol] as const))),
  );
}

/** The same cells with variables and values in another order. */
export function rearranged(state: TableState, seed: readonly number[]): TableState {
  const draw = (position: number): number => seed[position % seed.length] ?? 0;
  const variables = byDraw(state.variables, draw).map((variable, axis) => ({
    ...variable,
    codes: byDraw(variable.codes, (position) => draw(position + axis + 1)),
  }));
  const relabelled = variables.map((variable) => ({
    ...variable,
    labels: variable.codes.map((code) => `label ${code}`),
  }));
  return { variables: relabelled, contents: contentsBy(relabelled, state) };
}

/** Cuts the state into blocks that together hold every cell once, in some order. */
export function inChunks(state: TableState, seed: readonly number[]): readonly Cube[] {
  let blocks: readonly (readonly VariableSketch[])[] = [[]];
  for (const [axis, variable] of state.variables.entries()) {
    const at = (seed[axis % seed.length] ?? 0) % variable.codes.length;
    const runs = [variable.codes.slice(0, at), variable.codes.slice(at)].filter(
      (codes) => codes.length > 0,
    );
    blocks = blocks.flatMap((block) =>
      runs.map((codes) => [
        ...block,
        { ...variable, codes, labels: codes.map((code) => `label ${code}`) },
      ]),
    );
  }
  return byDraw(blocks, (position) => seed[position % seed.length] ?? 0).map((variables, block) =>
    inForm(cubeOfState({ variables, contents: contentsBy(variables, state) }), block),
  );
}

function inForm(cube: Cube, block: number): Cube {
  if (block % 2 === 0 || cube.values.kind !== 'dense') return cube;
  const entries = [...cube.values.values.entries()].filter(([, value]) => value !== null);
  return { ...cube, values: { kind: 'sparse', values: new Map(entries) } };
}

function contentsBy(variables: readonly VariableSketch[], state: TableState): readonly Content[] {
  const sizes = variables.map(({ codes }) => codes.length);
  const strides = stridesOf(state.variables.map(({ codes }) => codes.length));
  const cells = sizes.reduce((product, size) => product * size, 1);
  return Array.from({ length: cells }, (_, index) => {
    const coordinate = coordinateOf(index, sizes);
    let from = 0;
    for (const [axis, variable] of state.variables.entries()) {
      const here = variables.findIndex(({ code }) => code === variable.code);
      const code = variables[here]?.codes[coordinate[here] ?? 0] ?? '';
      from += variable.codes.indexOf(code) * (strides[axis] ?? 0);
    }
    return state.contents[from] ?? [null, ''];
  });
}

function byDraw<Item>(items: readonly Item[], draw: (position: number) => number): readonly Item[] {
  return items
    .map((item, position) => [draw(position), item] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, item]) => item);
}
