import { cellCount, type Cube, cubeSize, type ValueColumn } from './cube.ts';
import { selectFrame, frameOf } from './frame.ts';
import { coordinateOf, createOdometer, flatIndex, stridesOf } from './odometer.ts';
import type { Selection } from './table.ts';

/**
 * The part of a cube that a selection spans, in the cube's own order. Every variable must be
 * named: nothing is summed.
 *
 * @throws StatbankError `SB_CUBE_SELECTION` if the selection names what the cube does not have
 */
export function selectCube(cube: Cube, selection: Selection): Cube {
  const frame = selectFrame(frameOf(cube), selection);
  if (frame.dimensions.length < cube.dimensions.length) {
    throw new TypeError('A part of a cube needs values of all its variables.');
  }
  const sizes = cubeSize(frame);
  const positions = frame.dimensions.map(({ categories }, axis) => {
    const of = new Map(cube.dimensions[axis]?.categories.map(({ code }, at) => [code, at]));
    return categories.map(({ code }) => of.get(code) ?? 0);
  });
  const { values, symbols } =
    cube.values.kind === 'dense'
      ? denseCells(cube, cube.values.values, sizes, positions)
      : sparseCells(cube, cube.values.values, sizes, positions);
  return Object.freeze({ ...frame, cellCount: cellCount(sizes), values, symbols });
}

type Cells = Pick<Cube, 'values' | 'symbols'>;
type Positions = readonly (readonly number[])[];

function denseCells(
  cube: Cube,
  from: readonly (number | null)[],
  sizes: readonly number[],
  positions: Positions,
): Cells {
  const strides = stridesOf(cubeSize(cube));
  const picked: (number | null)[] = [];
  const symbols = new Map<number, string>();
  if (cellCount(sizes) > 0) {
    const odometer = createOdometer(sizes);
    do {
      const index = odometer.positions.reduce(
        (sum, position, axis) => sum + (positions[axis]?.[position] ?? 0) * (strides[axis] ?? 0),
        0,
      );
      const symbol = cube.symbols.get(index);
      if (symbol !== undefined) symbols.set(picked.length, symbol);
      picked.push(from[index] ?? null);
    } while (odometer.advance() !== -1);
  }
  return { values: { kind: 'dense', values: picked }, symbols };
}

/** Only over the cells that are there: a sparse cube may span more than memory holds. */
function sparseCells(
  cube: Cube,
  from: ReadonlyMap<number, number | null>,
  sizes: readonly number[],
  positions: Positions,
): Cells {
  const whole = cubeSize(cube);
  const strides = stridesOf(sizes);
  const places = positions.map((axis) => new Map(axis.map((position, at) => [position, at])));
  const placeOf = (index: number): number | null => {
    const coordinate = coordinateOf(index, whole).map((position, axis) =>
      places[axis]?.get(position),
    );
    return coordinate.every((position) => position !== undefined)
      ? flatIndex(coordinate, strides)
      : null;
  };
  const cut = <Value>(cells: ReadonlyMap<number, Value>): Map<number, Value> => {
    const kept = new Map<number, Value>();
    for (const [index, cell] of cells) {
      const place = placeOf(index);
      if (place !== null) kept.set(place, cell);
    }
    return kept;
  };
  const values: ValueColumn = { kind: 'sparse', values: cut(from) };
  return { values, symbols: cut(cube.symbols) };
}
