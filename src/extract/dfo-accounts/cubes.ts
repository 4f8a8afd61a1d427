import { StatbankError } from '../../errors/statbank-error.ts';
import { cellCount, type Cube, cubeSize, type CubeFrame } from '../../transform/cube.ts';
import { stridesOf } from '../../transform/odometer.ts';
import { ascending } from './frame.ts';
import type { ReadAccounts } from './read-accounts.ts';

/**
 * The cells of the rows, a cube for every year: so that a table of all years is never in memory as
 * one. Rows of one cell are added up, exactly, in thousandths.
 *
 * @throws StatbankError SB_CUBE_INVALID for sums above what a number can hold exactly
 */
export function* accountCubes(
  { axes, lists, rows }: ReadAccounts,
  frame: CubeFrame,
): Generator<Cube> {
  const timeAxis = axes.length - 1;
  const time = frame.dimensions[timeAxis];
  if (time === undefined) return;
  const positions = lists.map(({ codes }) => positionsOf(codes));
  const years = new Set(time.categories.map(({ code }) => code.slice(0, 4)));
  for (const year of years) {
    const months = time.categories.filter(({ code }) => code.startsWith(year));
    const first = time.categories.indexOf(months[0] as (typeof months)[number]);
    const dimensions = frame.dimensions.with(timeAxis, { ...time, categories: months });
    const size = cubeSize({ dimensions });
    const strides = stridesOf(size);
    const sums = new Map<number, number>();
    for (const { count, codes, amounts } of rows.blocks) {
      for (let row = 0; row < count; row += 1) {
        const month = (positions[timeAxis]?.[codes[timeAxis]?.[row] ?? 0] ?? 0) - first;
        if (month < 0 || month >= months.length) continue;
        let index = month;
        for (let axis = 0; axis < timeAxis; axis += 1) {
          const column = codes[axis] as Uint16Array;
          const place = positions[axis] as Int32Array;
          index += (place[column[row] as number] as number) * (strides[axis] as number);
        }
        sums.set(index, (sums.get(index) ?? 0) + (amounts[row] as number));
      }
    }
    for (const [index, sum] of sums) {
      if (!Number.isSafeInteger(sum)) throw tooLarge(frame.label, sum);
      sums.set(index, sum / 1000);
    }
    const span = cellCount(size);
    if (!Number.isSafeInteger(span)) throw tooLarge(frame.label, span);
    yield {
      ...frame,
      dimensions,
      cellCount: span,
      values: { kind: 'sparse', values: sums },
      symbols: new Map(),
    };
  }
}

/** Position of a code in the frame by its number. */
function positionsOf(codes: readonly string[]): Int32Array {
  const positions = new Int32Array(codes.length);
  for (const [position, number] of ascending(codes).entries()) positions[number] = position;
  return positions;
}

function tooLarge(label: string, number: number): StatbankError {
  return new StatbankError(
    'SB_CUBE_INVALID',
    `${label} has a number that cannot be held exactly: ${number}. Report it as a fault of the program.`,
    { context: { number } },
  );
}
