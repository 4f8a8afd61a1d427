import { StatbankError } from '../../errors/statbank-error.ts';
import type { FrameKeys } from '../frame-keys.ts';

/**
 * Where a chunk's cells lie: cell (series place p, time place t) has the flat index
 * `starts[p] + t * timeStride`.
 */
export interface Grid {
  /** Flat index of each series' first cell. */
  readonly starts: Float64Array;
  /** Series ordinal in the source frame. */
  readonly ordinals: Float64Array;
  readonly timeStride: number;
  /** `time_key` by time place. */
  readonly timeKeys: Int32Array;
  /** True if the chunk has the frame's first period: it then answers for periods that the source dropped. */
  readonly firstPeriod: boolean;
}

/**
 * Position of a chunk's code in the frame.
 *
 * @throws StatbankError SB_CUBE_INVALID if the frame lacks it
 */
export function positionOf(keys: FrameKeys, axis: number, code: string, variable: string): number {
  const position = keys.positions[axis]?.get(code);
  if (position === undefined) {
    throw new StatbankError(
      'SB_CUBE_INVALID',
      `The data has the value ${JSON.stringify(code)} of ${variable}, which the metadata lacks.`,
      { context: { variable, code } },
    );
  }
  return position;
}
