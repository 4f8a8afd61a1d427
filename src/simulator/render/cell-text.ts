import type { Axis } from '../query/selection.ts';
import { type Cell, stridesOf } from '../table/cells.ts';
import { type CellSource, type SimulatedTable, sizesOf } from '../table/model.ts';

/** By axis, by value: what is added to a flat index. More than one where values are summed. */
type OffsetGroups = readonly (readonly (readonly number[])[])[];

/** Cells a piece of text: large enough that pieces cost nothing, small enough to stream. */
const CELLS_A_PIECE = 8192;

/**
 * The `value` and `status` members for a selection, in pieces of JSON text that begin
 * with a comma. Cells come in row-major order of the axes.
 */
export function* cellText(table: SimulatedTable, axes: readonly Axis[]): Generator<string> {
  const { cells } = table;
  const groups = offsetGroups(table, axes);
  const inner = groups.at(-1) ?? [[0]];
  const statuses: string[] = [];
  let piece: (number | string)[] = [];
  let separator = '';
  let index = 0;
  yield ',"value":[';
  for (const bases of rowBases(groups)) {
    for (const offsets of inner) {
      const cell = readCell(cells, bases, offsets);
      const symbol = typeof cell === 'number' ? cells.symbol(cell) : cell.symbol;
      if (symbol !== null) statuses.push(`"${index}":${JSON.stringify(symbol)}`);
      piece.push((typeof cell === 'number' ? cells.value(cell) : cell.value) ?? 'null');
      index += 1;
    }
    if (piece.length >= CELLS_A_PIECE) {
      yield separator + piece.join(',');
      separator = ',';
      piece = [];
    }
  }
  yield piece.length === 0 ? ']' : `${separator}${piece.join(',')}]`;
  if (statuses.length > 0) yield `,"status":{${statuses.join(',')}}`;
}

/** The flat index of a plain cell, or the sum that stands for several. */
function readCell(
  cells: CellSource,
  bases: readonly number[],
  offsets: readonly number[],
): number | Cell {
  if (bases.length === 1 && offsets.length === 1) return (bases[0] ?? 0) + (offsets[0] ?? 0);
  const parts = bases.flatMap((base) => offsets.map((offset) => base + offset));
  const symbol = sumSymbol(cells, parts);
  return { symbol, value: sumValue(cells, parts, symbol) };
}

/** Distances that each value of each axis adds to a flat index of the table. */
function offsetGroups(table: SimulatedTable, axes: readonly Axis[]): OffsetGroups {
  const strides = stridesOf(sizesOf(table.variables));
  return axes.map((axis, position) =>
    axis.values.map((value) => value.positions.map((each) => each * (strides[position] ?? 1))),
  );
}

/** For each combination of all axes but the last, the flat indexes where its rows begin. */
function* rowBases(groups: OffsetGroups): Generator<readonly number[]> {
  const outer = groups.slice(0, -1);
  const digits = outer.map(() => 0);
  const plain = outer.every((group) => group.every((offsets) => offsets.length === 1));
  if (groups.some((group) => group.length === 0)) return;
  do {
    yield plain ? [plainBase(outer, digits)] : summedBases(outer, digits);
  } while (advance(digits, outer));
}

/** Where a row begins if each value stands for itself, which is nearly always. */
function plainBase(outer: OffsetGroups, digits: readonly number[]): number {
  let base = 0;
  for (let axis = 0; axis < outer.length; axis += 1)
    base += outer[axis]?.[digits[axis] ?? 0]?.[0] ?? 0;
  return base;
}

function summedBases(outer: OffsetGroups, digits: readonly number[]): readonly number[] {
  return outer.reduce<readonly number[]>(
    (bases, group, axis) => {
      const offsets = group[digits[axis] ?? 0] ?? [];
      return bases.flatMap((base) => offsets.map((offset) => base + offset));
    },
    [0],
  );
}

/** Counts the digits up by one, last fastest; false after the last combination. */
function advance(digits: number[], groups: readonly (readonly unknown[])[]): boolean {
  for (let axis = digits.length - 1; axis >= 0; axis -= 1) {
    const next = (digits[axis] ?? 0) + 1;
    if (next < (groups[axis]?.length ?? 0)) {
      digits[axis] = next;
      return true;
    }
    digits[axis] = 0;
  }
  return false;
}

/** Symbol of nil: counts as zero in a sum. */
const NIL = '-';

/** A sum with a missing part is missing, with that part's symbol; nothing but nils is nil. */
function sumSymbol(cells: CellSource, offsets: readonly number[]): string | null {
  let allNil = offsets.length > 0;
  for (const offset of offsets) {
    const symbol = cells.symbol(offset);
    if (symbol !== null && symbol !== NIL) return symbol;
    if (symbol === null) allNil = false;
  }
  return allNil ? NIL : null;
}

/** Sums are cut at nine decimals, beyond what any table publishes, to drop binary noise. */
const SUM_PRECISION = 1e9;

function sumValue(
  cells: CellSource,
  offsets: readonly number[],
  symbol: string | null,
): number | null {
  if (symbol !== null) return null;
  const sum = offsets.reduce((total, offset) => total + (cells.value(offset) ?? 0), 0);
  return Math.round(sum * SUM_PRECISION) / SUM_PRECISION;
}
