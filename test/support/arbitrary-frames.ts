import fc from 'fast-check';
import { type FrameKeys, frameKeys } from '../../src/load/frame-keys.ts';
import type { CubeFrame, Dimension, DimensionRole } from '../../src/transform/cube.ts';
import { dimension, frame } from './frames.ts';

const ROLES: fc.Arbitrary<readonly DimensionRole[]> = fc
  .shuffledSubarray<DimensionRole>(['time', 'metric', 'geo', 'classification', 'classification'])
  .filter((roles) => roles.length > 0);

/** Frames of one to five dimensions; time, metric and geo may be anywhere or missing. */
export const arbitraryFrame: fc.Arbitrary<CubeFrame> = ROLES.chain((roles) =>
  fc.tuple(...roles.map(() => fc.integer({ min: 1, max: 4 }))).map((sizes) =>
    frame(
      roles.map((role, axis): Dimension =>
        dimension(
          `V${axis}`,
          Array.from({ length: sizes[axis] ?? 1 }, (_, position) => `c${position}`),
          { role },
        ),
      ),
    ),
  ),
);

/** Keys for a frame that tell where they come from: 1000 per dimension, 1 per category. */
export function keysFor(whole: CubeFrame): FrameKeys {
  const time = whole.dimensions.find(({ role }) => role === 'time');
  return frameKeys(
    whole,
    { datasetKey: 7, bucket: 3 },
    new Map(
      whole.dimensions.map(({ code }, axis) => [code, { variableKey: axis, slot: axis + 1 }]),
    ),
    {
      memberKeys: whole.dimensions.map(({ categories }, axis) =>
        categories.map((_, position) => 1000 * (axis + 1) + position),
      ),
      measureKeys: whole.measures.map((_, position) => 1 + position),
      regionKeys: [0],
      timeKeys: (time?.categories ?? [{ code: '' }]).map((_, position) => 500 + position),
      slotCount: whole.dimensions.length,
    },
  );
}
