import type { Cube } from '../../transform/cube.ts';
import { copyIn } from '../copy/copy-in.ts';
import type { RowWriter } from '../copy/row-writer.ts';
import { type FrameKeys, seriesPositions } from '../frame-keys.ts';
import type { OrdinalMap } from '../ordinal-map.ts';
import { measureKeyOf, regionKeyOf } from '../series.ts';
import type { LoadSession } from '../session.ts';
import type { Grid } from './grid.ts';

/** What the rows of one chunk have in common. */
export interface FactContext {
  readonly keys: FrameKeys;
  readonly index: OrdinalMap;
  readonly statusKeys: ReadonlyMap<string, number>;
  readonly vintage: number;
}

// The order of the fields is that of encoding, not of the table: what is the same in all
// cells of a series comes first and is copied as one piece.
const STATEMENT = `copy star.fact_observation (
    series_key, dataset_key, measure_key, region_key, v_from, bucket, time_key, status_key, value)
  from stdin (format binary)`;
const FIELDS = 9;
const PREFIX_BYTES = 2 + 12 + 4 * 8 + 6;

/** COPYs every present cell of the grid, in the order of series and time. Returns the number of rows. */
export function writeAll(
  session: LoadSession,
  context: FactContext,
  cube: Cube,
  grid: Grid,
): Promise<number> {
  const timeCount = grid.timeKeys.length;
  return copyIn(session.client, STATEMENT, function* (writer) {
    const write = cellWriter(context, cube, grid);
    for (let place = 0; place < grid.starts.length; place += 1) {
      write.series(place);
      for (let time = 0; time < timeCount; time += 1) write.cell(writer, time);
      yield;
    }
  });
}

/** COPYs the cells at these places of the grid. Returns the number of rows. */
export function writeSome(
  session: LoadSession,
  context: FactContext,
  cube: Cube,
  grid: Grid,
  places: Iterable<number>,
): Promise<number> {
  const timeCount = grid.timeKeys.length;
  return copyIn(session.client, STATEMENT, function* (writer) {
    const write = cellWriter(context, cube, grid);
    let current = -1;
    for (const at of places) {
      const place = Math.floor(at / timeCount);
      if (place !== current) {
        write.series(place);
        current = place;
      }
      write.cell(writer, at - place * timeCount);
      yield;
    }
  });
}

function cellWriter({ keys, index, statusKeys, vintage }: FactContext, cube: Cube, grid: Grid) {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeInt16BE(FIELDS, 0);
  prefix.writeInt32BE(8, 2);
  for (const at of [14, 22, 30, 38]) prefix.writeInt32BE(4, at);
  prefix.writeInt32BE(keys.datasetKey, 18);
  prefix.writeInt32BE(vintage, 42);
  prefix.writeInt32BE(2, 46);
  prefix.writeInt16BE(keys.bucket, 50);
  const noSymbol = statusKeys.get('') ?? 0;
  const dense = cube.values.kind === 'dense' ? cube.values.values : null;
  const sparse = cube.values.kind === 'sparse' ? cube.values.values : null;
  const symbols = cube.symbols.size === 0 ? null : cube.symbols;
  let start = 0;
  return {
    series: (place: number): void => {
      const ordinal = grid.ordinals[place] ?? 0;
      const positions = seriesPositions(keys, ordinal);
      const seriesKey = index.get(ordinal);
      prefix.writeUInt32BE(Math.floor(seriesKey / 0x1_0000_0000), 6);
      prefix.writeUInt32BE(seriesKey % 0x1_0000_0000, 10);
      prefix.writeInt32BE(measureKeyOf(keys, positions), 26);
      prefix.writeInt32BE(regionKeyOf(keys, positions), 34);
      start = grid.starts[place] ?? 0;
    },
    cell: (writer: RowWriter, time: number): void => {
      const cell = start + time * grid.timeStride;
      const value = (dense === null ? sparse?.get(cell) : dense[cell]) ?? null;
      const symbol = symbols === null ? undefined : symbols.get(cell);
      if (value === null && symbol === undefined) return;
      writer.raw(prefix);
      writer.int4(grid.timeKeys[time] ?? 0);
      writer.int2(symbol === undefined ? noSymbol : (statusKeys.get(symbol) ?? noSymbol));
      if (value === null) writer.nullField();
      else writer.numeric(value);
    },
  };
}
