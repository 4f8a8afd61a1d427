import { type Cube, cubeSize } from './cube.ts';
import { flatIndex, stridesOf } from './odometer.ts';

/**
 * Flat index of the cell that codes name; null if the cube does not have it, or if the codes
 * leave a dimension open or name one that it lacks.
 */
export function locateCell(
  cube: Pick<Cube, 'dimensions'>,
  codes: ReadonlyMap<string, string>,
): number | null {
  const known = new Set(cube.dimensions.map(({ code }) => code));
  if ([...codes.keys()].some((variable) => !known.has(variable))) return null;
  const coordinate = cube.dimensions.map(({ code, categories }) =>
    categories.findIndex((category) => category.code === codes.get(code)),
  );
  return coordinate.includes(-1) ? null : flatIndex(coordinate, stridesOf(cubeSize(cube)));
}
