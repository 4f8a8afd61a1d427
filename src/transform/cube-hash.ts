import { createHash } from 'node:crypto';

import { StatbankError } from '../errors/statbank-error.ts';
import { cellCount, cubeSize, type Cube, type Dimension } from './cube.ts';
import { createCellSum, type CellSum } from './hash/cell-sum.ts';
import { lanesOf, sha256 } from './hash/lanes.ts';
import { coordinateOf, createOdometer } from './odometer.ts';

/** Hashes the cells of a table that may arrive in several cubes. */
export interface CubeHasher {
  /**
   * Adds the cells of a cube. Chunks of one table must not overlap: a cell that is added
   * twice counts twice.
   *
   * @throws StatbankError `SB_CUBE_INVALID` if its dimensions are not those of the first cube
   */
  add(cube: Cube): void;
  /** Cells with a number or a symbol that were added so far. */
  cells(): number;
  /** Cells added so far that have a number or a symbol. */
  count(): number;
  /** 32 bytes. */
  digest(): Uint8Array;
}

/**
 * The canonical hash of a table's figures. It depends only on which cells there are (by
 * codes), their numbers and their symbols: not on the order of keys, dimensions or
 * values, on labels, on how the table was cut into chunks, or on whether a column is
 * dense or sparse. Cells with neither number nor symbol do not count; -0 is 0.
 *
 * Each value of a variable gets 128 bits from SHA-256; a cell's place is the sum of
 * those of its coordinates, which has no order. Place, number and symbol are mixed to
 * 128 bits a cell, and the sum of those, with the number of cells and the dimension
 * codes, goes through SHA-256 at the end. SHA-256 for every cell would cost a second
 * where this costs some tens of milliseconds for 800,000 cells, more than all the rest
 * of reading them.
 *
 * Two different tables have the same hash by accident once in about 2^128: never in
 * practice. It is no protection against someone who constructs a collision on purpose;
 * the raw bytes are kept under their own SHA-256 for that.
 */
export function createCubeHasher(): CubeHasher {
  const sum = createCellSum();
  let codes: string | null = null;

  return {
    add(cube) {
      const these = JSON.stringify(cube.dimensions.map(({ code }) => code).toSorted());
      if (codes !== null && codes !== these) {
        throw new StatbankError(
          'SB_CUBE_INVALID',
          `Chunks of one table have different dimensions: ${codes} and ${these}. Fetch the table again.`,
          { context: { expected: codes, actual: these } },
        );
      }
      codes = these;
      if (cube.values.kind === 'dense') addDense(cube, cube.values.values, sum);
      else addSparse(cube, cube.values.values, sum);
    },
    cells: () => sum.count,
    count: () => sum.count,
    digest() {
      return createHash('sha256')
        .update(sum.digest())
        .update(sha256(String(sum.count), codes ?? ''))
        .digest();
    },
  };
}

/** The canonical hash of one whole cube, see `createCubeHasher`. */
export function hashCube(cube: Cube): Uint8Array {
  const hasher = createCubeHasher();
  hasher.add(cube);
  return hasher.digest();
}

// Runs should be long enough to make the odometer free. The table of a run has 16 bytes a cell.
const RUN_CELLS = 512;

function addDense(cube: Cube, values: readonly (number | null)[], sum: CellSum): void {
  const sizes = cubeSize(cube);
  if (cellCount(sizes) === 0) return;
  const tables = cube.dimensions.map(laneTable);
  let split = sizes.length;
  while (split > 0 && cellCount(sizes.slice(split)) < RUN_CELLS) split -= 1;
  const places = combine(tables.slice(split));
  const symbols = symbolColumn(cube, values.length);

  const odometer = createOdometer(sizes.slice(0, split));
  const base = new Int32Array(4);
  let from = 0;
  do {
    placeOf(odometer.positions, tables, base);
    sum.add({ base, places, values, from, symbols });
    from += places.length / 4;
  } while (odometer.advance() !== -1);
}

function addSparse(cube: Cube, values: ReadonlyMap<number, number | null>, sum: CellSum): void {
  const sizes = cubeSize(cube);
  const tables = cube.dimensions.map(laneTable);
  const lanes = lanesBySymbol(cube);
  const base = new Int32Array(4);
  const places = new Int32Array(4);
  const addCell = (index: number, value: number | null): void => {
    placeOf(coordinateOf(index, sizes), tables, base);
    const symbols = lanes.get(cube.symbols.get(index) ?? '') ?? null;
    sum.add({ base, places, values: [value], from: 0, symbols });
  };
  for (const [index, value] of values) addCell(index, value);
  for (const index of cube.symbols.keys()) if (!values.has(index)) addCell(index, null);
}

function placeOf(
  positions: readonly number[],
  tables: readonly Int32Array[],
  into: Int32Array,
): void {
  into.fill(0);
  for (let axis = 0; axis < positions.length; axis += 1) {
    const table = tables[axis] as Int32Array;
    const at = (positions[axis] as number) * 4;
    for (let lane = 0; lane < 4; lane += 1) {
      into[lane] = (into[lane] as number) + (table[at + lane] as number);
    }
  }
}

function lanesBySymbol(cube: Cube): ReadonlyMap<string, Int32Array> {
  return new Map([...new Set(cube.symbols.values())].map((symbol) => [symbol, lanesOf(symbol)]));
}

// An array over all cells is read several times faster than a map, which matters for
// every cell and costs nothing for the many tables without symbols.
function symbolColumn(cube: Cube, cells: number): Int32Array | null {
  if (cube.symbols.size === 0) return null;
  const lanes = lanesBySymbol(cube);
  const column = new Int32Array(cells * 2);
  for (const [index, symbol] of cube.symbols) {
    const symbolLanes = lanes.get(symbol) as Int32Array;
    column[index * 2] = symbolLanes[0] as number;
    column[index * 2 + 1] = symbolLanes[1] as number;
  }
  return column;
}

function laneTable(dimension: Dimension): Int32Array {
  const table = new Int32Array(dimension.categories.length * 4);
  dimension.categories.forEach((category, position) => {
    table.set(lanesOf(dimension.code, category.code), position * 4);
  });
  return table;
}

/** Lanes of every combination of the axes, in row-major order. */
function combine(tables: readonly Int32Array[]): Int32Array {
  let combined = new Int32Array(4);
  for (const table of tables) {
    const next = new Int32Array((combined.length * table.length) / 4);
    let at = 0;
    for (let outer = 0; outer < combined.length; outer += 4) {
      for (let own = 0; own < table.length; own += 1, at += 1) {
        next[at] = (combined[outer + (own & 3)] as number) + (table[own] as number);
      }
    }
    combined = next;
  }
  return combined;
}
