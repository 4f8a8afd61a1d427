import type { CellSource } from './model.ts';

/** Cells held in memory, with the symbols by flat index. */
export function denseCells(
  values: readonly (number | null)[],
  symbols: ReadonlyMap<number, string>,
): CellSource {
  return {
    value: (index) => values[index] ?? null,
    symbol: (index) => symbols.get(index) ?? null,
  };
}

/** One cell's content: number, or null with the symbol that says why. */
export interface Cell {
  readonly value: number | null;
  readonly symbol: string | null;
}

/** Cells with some replaced; the rest are read from `base`. */
export function overlaidCells(base: CellSource, changed: ReadonlyMap<number, Cell>): CellSource {
  return {
    value: (index) => {
      const cell = changed.get(index);
      return cell === undefined ? base.value(index) : cell.value;
    },
    symbol: (index) => {
      const cell = changed.get(index);
      return cell === undefined ? base.symbol(index) : cell.symbol;
    },
  };
}

/** Symbol of cells that a change of structure creates without a figure: not available. */
const NOT_AVAILABLE = '..';

/**
 * Above this a rearranged table stays a formula over the old one, so that a synthetic
 * giant can be revised too; below it, cells are copied and stay as fast as before.
 */
const COPY_LIMIT = 2_000_000;

/**
 * Cells in a new arrangement. `origin` gets the position along each new variable and
 * returns the flat index in the old arrangement, or null for a cell that did not exist.
 */
export function rearrangedCells(
  base: CellSource,
  sizes: readonly number[],
  origin: (positions: readonly number[]) => number | null,
): CellSource {
  const positions = sizes.map(() => 0);
  const trace = (index: number): number | null => {
    let rest = index;
    for (let axis = sizes.length - 1; axis >= 0; axis -= 1) {
      const size = sizes[axis] ?? 1;
      positions[axis] = rest % size;
      rest = Math.floor(rest / size);
    }
    return origin(positions);
  };
  const formula: CellSource = {
    value: (index) => {
      const old = trace(index);
      return old === null ? null : base.value(old);
    },
    symbol: (index) => {
      const old = trace(index);
      return old === null ? NOT_AVAILABLE : base.symbol(old);
    },
  };
  const count = sizes.reduce((product, size) => product * size, 1);
  return count > COPY_LIMIT ? formula : copyOf(formula, count);
}

function copyOf(cells: CellSource, count: number): CellSource {
  const values: (number | null)[] = [];
  const symbols = new Map<number, string>();
  for (let index = 0; index < count; index += 1) {
    values.push(cells.value(index));
    const symbol = cells.symbol(index);
    if (symbol !== null) symbols.set(index, symbol);
  }
  return denseCells(values, symbols);
}

/** Row-major strides: how far apart neighbours along each variable are. */
export function stridesOf(sizes: readonly number[]): readonly number[] {
  const strides = sizes.map(() => 1);
  for (let axis = sizes.length - 2; axis >= 0; axis -= 1) {
    strides[axis] = (strides[axis + 1] ?? 1) * (sizes[axis + 1] ?? 1);
  }
  return strides;
}
