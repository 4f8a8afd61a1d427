/**
 * Distance between neighbours along each axis, in row-major order: the last axis varies
 * fastest, so its stride is 1.
 */
export function stridesOf(sizes: readonly number[]): readonly number[] {
  const strides = new Array<number>(sizes.length);
  let stride = 1;
  for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
    strides[axis] = stride;
    stride *= sizes[axis] ?? 0;
  }
  return strides;
}

/** Flat index of a coordinate. */
export function flatIndex(coordinate: readonly number[], strides: readonly number[]): number {
  return coordinate.reduce((index, position, axis) => index + position * (strides[axis] ?? 0), 0);
}

/** Coordinate of a flat index; the inverse of `flatIndex` for indexes below the product of sizes. */
export function coordinateOf(index: number, sizes: readonly number[]): readonly number[] {
  return stridesOf(sizes).map(
    (stride, axis) => Math.floor(index / stride) % (sizes[axis] ?? Number.NaN),
  );
}

/** A row-major counter: `positions` is changed in place, so a walk allocates nothing. */
export interface Odometer {
  readonly positions: readonly number[];
  /** Steps to the next coordinate; returns the axis that was raised, -1 past the end. */
  advance(): number;
}

/** Starts at coordinate 0, 0, … */
export function createOdometer(sizes: readonly number[]): Odometer {
  const positions = sizes.map(() => 0);
  return {
    positions,
    advance() {
      for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
        const next = (positions[axis] ?? 0) + 1;
        if (next < (sizes[axis] ?? 0)) {
          positions[axis] = next;
          return axis;
        }
        positions[axis] = 0;
      }
      return -1;
    },
  };
}

/**
 * A cube seen as series over time: flat index = (outer × `time` + t) × `inner` + i, and
 * the ordinal of a series is outer × `inner` + i, its flat index with time left out.
 * Three nested loops over these counts visit every cell in row-major order without a
 * division.
 */
export interface SplitAxes {
  /** Combinations of the axes before time. */
  readonly outer: number;
  /** Periods; 1 without a time axis. */
  readonly time: number;
  /** Combinations of the axes after time. */
  readonly inner: number;
  /** Number of series: `outer` × `inner`. */
  readonly series: number;
}

/** Splits the axes at time; `timeAxis` null means that the cube has none. */
export function splitAxes(sizes: readonly number[], timeAxis: number | null): SplitAxes {
  const product = (axes: readonly number[]): number => axes.reduce((all, size) => all * size, 1);
  const at = timeAxis ?? sizes.length;
  const outer = product(sizes.slice(0, at));
  const inner = product(sizes.slice(at + 1));
  return Object.freeze({
    outer,
    time: timeAxis === null ? 1 : (sizes[timeAxis] ?? 1),
    inner,
    series: outer * inner,
  });
}
