import { StatbankError } from '../errors/statbank-error.ts';
import type { Cube, CubeFrame, Dimension } from './cube.ts';
import { unmeasured } from './jsonstat/measures.ts';
import type { Selection } from './table.ts';

/** The frame of a cube: everything but its cells. */
export function frameOf(cube: Cube): CubeFrame {
  const { label, source, updated, notes, dimensions, measures } = cube;
  return { label, source, updated, notes, dimensions, measures };
}

/**
 * Cuts a frame down to the selected codes, in the frame's order. A variable that the
 * selection does not name is eliminated, so it is not in the result; without a metric
 * dimension one unnamed measure remains.
 *
 * @throws StatbankError `SB_CUBE_SELECTION` if the selection names a variable or a code
 *   that the frame does not have
 */
export function selectFrame(frame: CubeFrame, selection: Selection): CubeFrame {
  const known = new Set(frame.dimensions.map(({ code }) => code));
  for (const variable of selection.keys()) {
    if (!known.has(variable)) {
      throw new StatbankError(
        'SB_CUBE_SELECTION',
        `The table has no variable ${variable}; it has ${[...known].join(', ')}. Correct the selection.`,
        { context: { variable } },
      );
    }
  }
  const dimensions = frame.dimensions.flatMap((dimension) => {
    const codes = selection.get(dimension.code);
    return codes === undefined ? [] : [selectCategories(dimension, codes)];
  });
  const metric = dimensions.find(({ role }) => role === 'metric');
  const measures =
    metric === undefined
      ? [unmeasured(frame.label)]
      : frame.measures.filter(({ code }) => hasCode(metric, code));
  return { ...frame, dimensions, measures };
}

function selectCategories(dimension: Dimension, codes: readonly string[]): Dimension {
  const wanted = new Set(codes);
  const categories = dimension.categories.filter(({ code }) => wanted.has(code));
  if (categories.length < wanted.size) {
    const missing = [...wanted].filter((code) => !hasCode(dimension, code));
    throw new StatbankError(
      'SB_CUBE_SELECTION',
      `Variable ${dimension.code} has no value ${missing.slice(0, 5).join(', ')} (${missing.length} unknown). Correct the selection.`,
      { context: { variable: dimension.code, missing } },
    );
  }
  return { ...dimension, categories };
}

function hasCode(dimension: Dimension, wanted: string): boolean {
  return dimension.categories.some(({ code }) => code === wanted);
}
