import { StatbankError } from '../errors/statbank-error.ts';
import { cellCount, type Cube, cubeSize, type CubeFrame } from './cube.ts';
import type { DocumentPlace } from './document-place.ts';
import { stridesOf } from './odometer.ts';

/** One cell named by its codes, in the order of the frame's dimensions. */
export interface NamedCell {
  readonly codes: readonly string[];
  readonly value: number | null;
  /** As printed beside or instead of the number; empty for none. */
  readonly symbol: string;
  /** Where it stands in its document; absent where that is not told. */
  readonly place?: DocumentPlace;
}

/**
 * The sparse cube of a frame and its cells: the form of every source that lists its cells one by
 * one. The product of the dimensions may be far larger than the number of cells.
 *
 * @throws StatbankError SB_CUBE_INVALID for a code that the frame does not have, two cells in one
 *   place, or a frame whose cells cannot be counted (2^53)
 */
export function cubeOfCells(frame: CubeFrame, cells: Iterable<NamedCell>): Cube {
  const size = cubeSize(frame);
  const count = cellCount(size);
  if (!Number.isSafeInteger(count)) {
    throw new StatbankError(
      'SB_CUBE_INVALID',
      `The table spans ${count} cells, more than can be counted. Select fewer values.`,
      { context: { label: frame.label, size } },
    );
  }
  const strides = stridesOf(size);
  const positions = frame.dimensions.map(
    ({ categories }) => new Map(categories.map(({ code }, position) => [code, position])),
  );
  const values = new Map<number, number | null>();
  const symbols = new Map<number, string>();
  const places = new Map<number, DocumentPlace>();
  for (const { codes, value, symbol, place } of cells) {
    let index = 0;
    for (const [axis, known] of positions.entries()) {
      const position = known.get(codes[axis] ?? '');
      if (position === undefined) throw unknownCode(frame, axis, codes[axis] ?? '');
      index += position * (strides[axis] ?? 0);
    }
    if (values.has(index)) throw twice(frame, codes);
    values.set(index, value);
    if (symbol !== '') symbols.set(index, symbol);
    if (place !== undefined) places.set(index, place);
  }
  return {
    ...frame,
    cellCount: count,
    values: { kind: 'sparse', values },
    symbols,
    ...(places.size === 0 ? {} : { places }),
  };
}

function unknownCode(frame: CubeFrame, axis: number, code: string): StatbankError {
  const variable = frame.dimensions[axis]?.code ?? '';
  return new StatbankError(
    'SB_CUBE_INVALID',
    `A cell of ${frame.label} has the value ${JSON.stringify(code)} of ${variable}, which the table lacks.`,
    { context: { variable, code } },
  );
}

function twice(frame: CubeFrame, codes: readonly string[]): StatbankError {
  return new StatbankError(
    'SB_CUBE_INVALID',
    `Two figures of ${frame.label} stand in one place: ${codes.join(', ')}. Give them different codes.`,
    { context: { codes } },
  );
}
