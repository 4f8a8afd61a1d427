import { type Cube, valueAt } from './cube.ts';
import { createOdometer, flatIndex, stridesOf } from './odometer.ts';
import type { Selection } from './table.ts';

/** A cell by its codes, `Region=0301 Tid=2024`, and what it holds: number and symbol. */
export type PickedCells = ReadonlyMap<string, string>;

/** The cells of a cube that a selection names, by codes in the order of the variables' codes. */
export function pickCells(cube: Cube, selection: Selection): PickedCells {
  const positions = cube.dimensions.map(({ code, categories }) => {
    const wanted = new Set(selection.get(code) ?? []);
    return categories.flatMap((category, position) =>
      wanted.has(category.code) ? [position] : [],
    );
  });
  const picked = new Map<string, string>();
  if (positions.some((chosen) => chosen.length === 0)) return picked;
  const strides = stridesOf(cube.dimensions.map(({ categories }) => categories.length));
  const odometer = createOdometer(positions.map((chosen) => chosen.length));
  do {
    const coordinate = odometer.positions.map((step, axis) => positions[axis]?.[step] ?? 0);
    const index = flatIndex(coordinate, strides);
    const name = cube.dimensions.map(
      ({ code, categories }, axis) => `${code}=${categories[coordinate[axis] ?? 0]?.code ?? ''}`,
    );
    const value = valueAt(cube, index);
    const symbol = cube.symbols.get(index) ?? '';
    picked.set(name.toSorted().join(' '), `${value ?? ''}${symbol === '' ? '' : ` ${symbol}`}`);
  } while (odometer.advance() !== -1);
  return picked;
}

/** The first cell that one side has otherwise than the other, or does not have. */
export function firstDifference(
  one: PickedCells,
  other: PickedCells,
): { readonly cell: string; readonly one: string; readonly other: string } | null {
  for (const [cell, held] of other) {
    const known = one.get(cell);
    if (known !== held) return { cell, one: known ?? 'nothing', other: held };
  }
  return null;
}
