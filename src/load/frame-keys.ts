import type { Category, CubeFrame, Dimension } from '../transform/cube.ts';
import { geoAxis, metricAxis, NO_AXIS, timeAxis } from './axes.ts';
import type { VariableKeys } from './dimensions/variables.ts';

/** Keys of the star for everything that a publication may speak of. */
export interface FrameKeys {
  readonly datasetKey: number;
  readonly bucket: number;
  readonly slotCount: number;
  readonly timeAxis: number;
  readonly metricAxis: number;
  readonly geoAxis: number;
  /** Positions of all dimensions but time, in order. */
  readonly seriesAxes: readonly number[];
  /** By dimension position: how far the series ordinal moves per category; 0 for time. */
  readonly seriesStrides: readonly number[];
  readonly slots: readonly number[];
  readonly axisByCode: ReadonlyMap<string, number>;
  /** By dimension position: position of a category by its code. */
  readonly positions: readonly ReadonlyMap<string, number>[];
  /** By dimension position: `member_key` by category position. */
  readonly memberKeys: readonly (readonly number[])[];
  readonly measureKeys: readonly number[];
  readonly regionKeys: readonly number[];
  readonly timeKeys: readonly number[];
}

/**
 * The frame of everything that exists at the source along the selected variables: all
 * values of the description, and those of groupings that only the selection has. Cells
 * outside the selection but inside this frame are not withdrawn: they were not asked for.
 */
export function sourceFrame(description: CubeFrame, selected: CubeFrame): CubeFrame {
  const described = new Map(description.dimensions.map((other) => [other.code, other]));
  const time = timeAxis(selected);
  const metric = metricAxis(selected);
  const dimensions = selected.dimensions.map((dimension, axis): Dimension => {
    const role =
      (dimension.role === 'time' && axis !== time) ||
      (dimension.role === 'metric' && axis !== metric)
        ? 'classification'
        : dimension.role;
    const whole = described.get(dimension.code);
    if (whole === undefined) return { ...dimension, role };
    return { ...dimension, role, categories: union(whole.categories, dimension.categories) };
  });
  return {
    ...selected,
    dimensions,
    measures: union(description.measures, selected.measures),
  };
}

function union<Item extends Pick<Category, 'code'>>(
  first: readonly Item[],
  second: readonly Item[],
): readonly Item[] {
  const known = new Set(first.map(({ code }) => code));
  return [...first, ...second.filter(({ code }) => !known.has(code))];
}

/** Puts the keys of a source frame together; the arguments are by position in that frame. */
export function frameKeys(
  frame: CubeFrame,
  dataset: { readonly datasetKey: number; readonly bucket: number },
  variables: ReadonlyMap<string, VariableKeys>,
  keys: Pick<FrameKeys, 'memberKeys' | 'measureKeys' | 'regionKeys' | 'timeKeys' | 'slotCount'>,
): FrameKeys {
  const time = timeAxis(frame);
  const seriesAxes = frame.dimensions.flatMap((_, axis) => (axis === time ? [] : [axis]));
  const seriesStrides = frame.dimensions.map(() => 0);
  let stride = 1;
  for (const axis of seriesAxes.toReversed()) {
    seriesStrides[axis] = stride;
    stride *= frame.dimensions[axis]?.categories.length ?? 1;
  }
  return {
    ...dataset,
    ...keys,
    timeAxis: time,
    metricAxis: metricAxis(frame),
    geoAxis: geoAxis(frame),
    seriesAxes,
    seriesStrides,
    slots: frame.dimensions.map(({ code }) => variables.get(code)?.slot ?? NO_AXIS),
    axisByCode: new Map(frame.dimensions.map(({ code }, axis) => [code, axis])),
    positions: frame.dimensions.map(
      ({ categories }) => new Map(categories.map(({ code }, position) => [code, position])),
    ),
  };
}

/** Number of combinations of all values but time: the ordinals run below it. */
export function seriesSpan(keys: FrameKeys): number {
  return keys.seriesAxes.reduce((span, axis) => span * (keys.positions[axis]?.size ?? 1), 1);
}

/** Category positions, by dimension position, of the series with this ordinal; time stays 0. */
export function seriesPositions(keys: FrameKeys, ordinal: number): number[] {
  const positions = keys.slots.map(() => 0);
  let rest = ordinal;
  for (const axis of keys.seriesAxes) {
    const stride = keys.seriesStrides[axis] ?? 1;
    const position = Math.floor(rest / stride);
    positions[axis] = position;
    rest -= position * stride;
  }
  return positions;
}
