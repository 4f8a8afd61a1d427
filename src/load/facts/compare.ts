import type { Cube } from '../../transform/cube.ts';
import { valueAt } from '../../transform/cube.ts';
import { copyOut } from '../copy/copy-out.ts';
import { readNumeric } from '../copy/numeric.ts';
import { placesByKey } from '../ordinal-map.ts';
import type { LoadSession } from '../session.ts';
import { type Grid, isPresent } from './grid.ts';
import type { FactContext } from './write.ts';

/** A stored cell, as read back. */
export interface StoredCell {
  readonly seriesKey: number;
  readonly timeKey: number;
  readonly statusKey: number;
  readonly value: number | null;
}

/**
 * How a chunk differs from what the star has. Cells of the chunk are named by their place
 * in the grid (series place times number of periods, plus time place), others by stored key.
 */
export interface Comparison {
  /** Present here, not stored. */
  readonly added: readonly number[];
  /** Stored with another number or symbol; `before` runs along. */
  readonly changed: readonly number[];
  readonly before: readonly StoredCell[];
  /** Stored, not here any more. */
  readonly withdrawn: readonly StoredCell[];
  readonly unchanged: number;
}

/**
 * Reads the stored cells of the chunk's series back and compares them with the chunk.
 * Numbers are compared as doubles: both sides are the shortest decimal of one.
 *
 * @param sourceTimes `time_key` of every period that the source still has
 */
export async function compareChunk(
  session: LoadSession,
  { keys, index, statusKeys }: Pick<FactContext, 'keys' | 'index' | 'statusKeys'>,
  cube: Cube,
  grid: Grid,
  sourceTimes: ReadonlySet<number>,
): Promise<Comparison> {
  const seriesCount = grid.starts.length;
  const timeCount = grid.timeKeys.length;
  const seriesKeys = Float64Array.from(grid.ordinals, (ordinal) => index.get(ordinal));
  const places = placesByKey(seriesKeys);
  const times = placesByKey(grid.timeKeys);
  const seen = new Uint8Array(seriesCount * timeCount);
  const noSymbol = statusKeys.get('') ?? 0;
  const changed: number[] = [];
  const before: StoredCell[] = [];
  const withdrawn: StoredCell[] = [];
  let unchanged = 0;

  if (places.highest > 0) {
    await copyOut(
      session.client,
      `copy (select series_key, time_key, status_key, value from star.fact_observation
        where bucket = ${keys.bucket} and dataset_key = ${keys.datasetKey}
          and series_key between ${places.lowest} and ${places.highest}) to stdout (format binary)`,
      (row, at) => {
        const seriesKey = row.readUInt32BE(at + 4) * 0x1_0000_0000 + row.readUInt32BE(at + 8);
        const place = places.placeOf(seriesKey);
        if (place < 0) return;
        const timeKey = row.readInt32BE(at + 16);
        const statusKey = row.readInt16BE(at + 24);
        const value = row.readInt32BE(at + 26) < 0 ? null : readNumeric(row, at + 30);
        const time = times.placeOf(timeKey);
        if (time < 0) {
          if (grid.firstPeriod && !sourceTimes.has(timeKey)) {
            withdrawn.push({ seriesKey, timeKey, statusKey, value });
          }
          return;
        }
        seen[place * timeCount + time] = 1;
        const cell = (grid.starts[place] ?? 0) + time * grid.timeStride;
        if (!isPresent(cube, cell)) {
          withdrawn.push({ seriesKey, timeKey, statusKey, value });
          return;
        }
        const symbol = cube.symbols.size === 0 ? undefined : cube.symbols.get(cell);
        const newStatus = symbol === undefined ? noSymbol : statusKeys.get(symbol);
        if (valueAt(cube, cell) === value && newStatus === statusKey) {
          unchanged += 1;
          return;
        }
        changed.push(place * timeCount + time);
        before.push({ seriesKey, timeKey, statusKey, value });
      },
    );
  }

  const added: number[] = [];
  for (let place = 0; place < seriesCount; place += 1) {
    const start = grid.starts[place] ?? 0;
    for (let time = 0; time < timeCount; time += 1) {
      if (seen[place * timeCount + time] === 1) continue;
      const cell = start + time * grid.timeStride;
      if (isPresent(cube, cell)) added.push(place * timeCount + time);
    }
  }
  return { added, changed, before, withdrawn, unchanged };
}
