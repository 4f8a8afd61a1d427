import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { timeAxis } from '../axes.ts';
import type { FrameKeys } from '../frame-keys.ts';
import type { OrdinalMap } from '../ordinal-map.ts';
import { type Grid, positionOf } from './grid-shape.ts';
import { layOutSparse } from './sparse-grid.ts';

export type { Grid } from './grid-shape.ts';

/** A block of this many series is placed at once; a dense cube that spans more is refused. */
const MAX_SPAN = 20_000_000;

/** A sparse cube that spans more series than this is placed cell by cell: most of the span is empty. */
const SPARSE_SPAN = 1_000_000;

/**
 * Lays out the series of a chunk that have a cell, or that the star knows already.
 *
 * @throws StatbankError SB_CUBE_INVALID if the chunk has a variable or code that the frame lacks
 */
export function layOut(cube: Cube, keys: FrameKeys, known: OrdinalMap): Grid {
  const axes = cube.dimensions.map((dimension) => axisOf(cube, dimension.code, keys));
  if (cube.values.kind === 'sparse' && seriesOf(cube) > SPARSE_SPAN) {
    return layOutSparse(cube, axes, keys, known);
  }
  const size = cube.dimensions.map(({ categories }) => categories.length);
  const time = timeAxis(cube);
  let starts = new Float64Array(1);
  let ordinals = new Float64Array(1);
  let timeStride = 0;
  let timePlaces: readonly number[] = [0];
  let step = cube.cellCount;
  for (const [place, dimension] of cube.dimensions.entries()) {
    const length = size[place] ?? 0;
    step = length === 0 ? 0 : step / length;
    const axis = axes[place] ?? 0;
    const positions = dimension.categories.map(({ code }) =>
      positionOf(keys, axis, code, dimension.code),
    );
    if (place === time) {
      timeStride = step;
      timePlaces = positions;
      continue;
    }
    if (starts.length * length > MAX_SPAN) {
      throw new StatbankError(
        'SB_CUBE_INVALID',
        `The response spans more than ${MAX_SPAN} series; select fewer values.`,
        { context: { label: cube.label, size } },
      );
    }
    [starts, ordinals] = expand(starts, ordinals, step, positions, keys.seriesStrides[axis] ?? 0);
  }
  const kept = keepSeries(cube, starts, ordinals, timeStride, timePlaces.length, known);
  return {
    starts: kept.starts,
    ordinals: kept.ordinals,
    timeStride,
    timeKeys: Int32Array.from(timePlaces, (position) => keys.timeKeys[position] ?? 0),
    firstPeriod: time < 0 || timePlaces.includes(0),
  };
}

function seriesOf(cube: Cube): number {
  const time = timeAxis(cube);
  return cube.dimensions.reduce(
    (span, { categories }, place) => (place === time ? span : span * categories.length),
    1,
  );
}

function axisOf(cube: Cube, code: string, keys: FrameKeys): number {
  const axis = keys.axisByCode.get(code);
  if (axis === undefined || cube.dimensions.length !== keys.axisByCode.size) {
    throw new StatbankError(
      'SB_CUBE_INVALID',
      `The data has the variables ${cube.dimensions.map((other) => other.code).join(', ')}, the metadata ${[...keys.axisByCode.keys()].join(', ')}.`,
      { context: { label: cube.label } },
    );
  }
  return axis;
}

function expand(
  starts: Float64Array,
  ordinals: Float64Array,
  step: number,
  positions: readonly number[],
  ordinalStride: number,
): [Float64Array<ArrayBuffer>, Float64Array<ArrayBuffer>] {
  const length = positions.length;
  const nextStarts = new Float64Array(starts.length * length);
  const nextOrdinals = new Float64Array(starts.length * length);
  for (let series = 0; series < starts.length; series += 1) {
    const start = starts[series] ?? 0;
    const ordinal = ordinals[series] ?? 0;
    for (let index = 0; index < length; index += 1) {
      nextStarts[series * length + index] = start + index * step;
      nextOrdinals[series * length + index] = ordinal + (positions[index] ?? 0) * ordinalStride;
    }
  }
  return [nextStarts, nextOrdinals];
}

function keepSeries(
  cube: Cube,
  starts: Float64Array,
  ordinals: Float64Array,
  timeStride: number,
  timeCount: number,
  known: OrdinalMap,
): { readonly starts: Float64Array; readonly ordinals: Float64Array } {
  const keptStarts = new Float64Array(starts.length);
  const keptOrdinals = new Float64Array(starts.length);
  let kept = 0;
  for (let series = 0; series < starts.length; series += 1) {
    const start = starts[series] ?? 0;
    const ordinal = ordinals[series] ?? 0;
    let wanted = known.get(ordinal) !== 0;
    for (let time = 0; !wanted && time < timeCount; time += 1) {
      wanted = isPresent(cube, start + time * timeStride);
    }
    if (!wanted) continue;
    keptStarts[kept] = start;
    keptOrdinals[kept] = ordinal;
    kept += 1;
  }
  return { starts: keptStarts.subarray(0, kept), ordinals: keptOrdinals.subarray(0, kept) };
}

/** Flat index of the cell at a place of the grid: series place times number of periods, plus time place. */
export function cellAt(grid: Grid, place: number): number {
  const timeCount = grid.timeKeys.length;
  const series = Math.floor(place / timeCount);
  return (grid.starts[series] ?? 0) + (place - series * timeCount) * grid.timeStride;
}

/** True if the cell has a number or a symbol: only such cells are published. */
export function isPresent(cube: Cube, index: number): boolean {
  const value =
    cube.values.kind === 'dense' ? cube.values.values[index] : cube.values.values.get(index);
  return (value !== null && value !== undefined) || cube.symbols.has(index);
}
