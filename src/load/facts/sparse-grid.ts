import { stridesOf } from '../../transform/odometer.ts';
import { cubeSize, type Cube } from '../../transform/cube.ts';
import { timeAxis } from '../axes.ts';
import type { FrameKeys } from '../frame-keys.ts';
import type { OrdinalMap } from '../ordinal-map.ts';
import { type Grid, positionOf } from './grid-shape.ts';

/** How an axis of the chunk lies in the frame. */
interface Axis {
  /** Of the chunk: distance between neighbours in the flat index. */
  readonly stride: number;
  readonly length: number;
  /** Of the frame: distance between neighbours in the series ordinal, and number of codes. */
  readonly seriesStride: number;
  readonly frameLength: number;
  /** Position in the frame by position in the chunk, and the inverse (-1 where the chunk lacks it). */
  readonly inFrame: readonly number[];
  readonly inChunk: Int32Array;
}

/**
 * The grid of a sparse chunk, made from its cells and the series that are known: its size and its
 * cost follow those, not the product of the dimensions.
 *
 * @param axes By dimension of the chunk, its dimension in the frame.
 */
export function layOutSparse(
  cube: Cube,
  axes: readonly number[],
  keys: FrameKeys,
  known: OrdinalMap,
): Grid {
  const time = timeAxis(cube);
  const strides = stridesOf(cubeSize(cube));
  const all = cube.dimensions.map((_, place) =>
    axisAt(cube, place, axes[place] ?? 0, keys, strides),
  );
  const series = all.filter((_, place) => place !== time);
  const starts = new Map<number, number>();
  for (const index of presentCells(cube)) {
    let start = 0;
    let ordinal = 0;
    for (const axis of series) {
      const position = Math.floor(index / axis.stride) % axis.length;
      start += position * axis.stride;
      ordinal += (axis.inFrame[position] ?? 0) * axis.seriesStride;
    }
    starts.set(ordinal, start);
  }
  for (const ordinal of known.ordinals()) {
    if (starts.has(ordinal)) continue;
    const start = startOf(ordinal, series);
    if (start >= 0) starts.set(ordinal, start);
  }
  const ordinals = Float64Array.from(starts.keys()).toSorted();
  const times = all[time];
  return {
    starts: Float64Array.from(ordinals, (ordinal) => starts.get(ordinal) ?? 0),
    ordinals,
    timeStride: times?.stride ?? 0,
    timeKeys: Int32Array.from(times?.inFrame ?? [0], (position) => keys.timeKeys[position] ?? 0),
    firstPeriod: times === undefined || times.inFrame.includes(0),
  };
}

function axisAt(
  cube: Cube,
  place: number,
  axis: number,
  keys: FrameKeys,
  strides: readonly number[],
): Axis {
  const { code, categories } = cube.dimensions[place] ?? { code: '', categories: [] };
  const inFrame = categories.map((category) => positionOf(keys, axis, category.code, code));
  const frameLength = keys.positions[axis]?.size ?? 1;
  const inChunk = new Int32Array(frameLength).fill(-1);
  for (const [position, other] of inFrame.entries()) inChunk[other] = position;
  return {
    stride: strides[place] ?? 0,
    length: categories.length,
    seriesStride: keys.seriesStrides[axis] ?? 0,
    frameLength,
    inFrame,
    inChunk,
  };
}

/** Flat index of a series' first cell, or -1 if the chunk lacks one of its values. */
function startOf(ordinal: number, series: readonly Axis[]): number {
  let start = 0;
  for (const { stride, seriesStride, frameLength, inChunk } of series) {
    const position = inChunk[Math.floor(ordinal / seriesStride) % frameLength] ?? -1;
    if (position < 0) return -1;
    start += position * stride;
  }
  return start;
}

function* presentCells(cube: Cube): Generator<number> {
  if (cube.values.kind === 'sparse') {
    for (const [index, value] of cube.values.values) if (value !== null) yield index;
  }
  yield* cube.symbols.keys();
}
