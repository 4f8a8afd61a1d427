import type { CubeFrame } from '../transform/cube.ts';

/** No such axis. */
export const NO_AXIS = -1;

/** Position of the time dimension among the frame's dimensions, or `NO_AXIS`. If several claim the role, the last varies fastest and is it. */
export function timeAxis(frame: Pick<CubeFrame, 'dimensions'>): number {
  return frame.dimensions.findLastIndex(({ role }) => role === 'time');
}

/** Position of the metric dimension, or `NO_AXIS`. */
export function metricAxis(frame: Pick<CubeFrame, 'dimensions'>): number {
  return frame.dimensions.findIndex(({ role }) => role === 'metric');
}

/** Position of the geographic dimension, or `NO_AXIS`; further ones are kept as plain variables. */
export function geoAxis(frame: Pick<CubeFrame, 'dimensions'>): number {
  return frame.dimensions.findIndex(({ role }) => role === 'geo');
}
