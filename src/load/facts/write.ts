import type { Cube } from '../../transform/cube.ts';
import { copyIn } from '../copy/copy-in.ts';
import type { TextWriter } from '../copy/text-writer.ts';
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
const COLUMNS =
  'series_key, dataset_key, measure_key, region_key, v_from, bucket, time_key, status_key, value';

/** Tables that take cells; a number is that of a bucket which is being filled. */
export type CellTable =
  | 'star.fact_observation'
  | `star.fact_observation_${number}`
  | 'star.held_change';

function statement(table: CellTable): string {
  return `copy ${table} (${COLUMNS}) from stdin`;
}

/** COPYs every present cell of the grid, in the order of series and time. Returns the number of rows. */
export function writeAll(
  session: LoadSession,
  context: FactContext,
  cube: Cube,
  grid: Grid,
  table: CellTable,
): Promise<number> {
  const timeCount = grid.timeKeys.length;
  return copyIn(session.client, statement(table), function* (writer) {
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
  table: CellTable = 'star.fact_observation',
): Promise<number> {
  const timeCount = grid.timeKeys.length;
  return copyIn(session.client, statement(table), function* (writer) {
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
  const noSymbol = statusKeys.get('') ?? 0;
  const dense = cube.values.kind === 'dense' ? cube.values.values : null;
  const sparse = cube.values.kind === 'sparse' ? cube.values.values : null;
  const symbols = cube.symbols.size === 0 ? null : cube.symbols;
  // Almost all cells have no symbol: period and status are encoded once for all of them.
  const plainTimes = Array.from(grid.timeKeys, (key) => fields(key, noSymbol));
  let prefix = fields();
  let start = 0;
  return {
    series: (place: number): void => {
      const ordinal = grid.ordinals[place] ?? 0;
      const positions = seriesPositions(keys, ordinal);
      prefix = fields(
        index.get(ordinal),
        keys.datasetKey,
        measureKeyOf(keys, positions),
        regionKeyOf(keys, positions),
        vintage,
        keys.bucket,
      );
      start = grid.starts[place] ?? 0;
    },
    cell: (writer: TextWriter, time: number): void => {
      const cell = start + time * grid.timeStride;
      const value = (dense === null ? sparse?.get(cell) : dense[cell]) ?? null;
      const symbol = symbols === null ? undefined : symbols.get(cell);
      if (value === null && symbol === undefined) return;
      writer.raw(prefix);
      if (symbol === undefined) {
        writer.raw(plainTimes[time] ?? fields());
      } else {
        writer.int(grid.timeKeys[time] ?? 0);
        writer.int(statusKeys.get(symbol) ?? noSymbol);
      }
      if (value === null) writer.nullField();
      else writer.number(value);
      writer.endRow();
    },
  };
}

/** Fields as COPY text, each with its tab. */
function fields(...numbers: readonly number[]): Buffer {
  return Buffer.from(numbers.map((number) => `${number}\t`).join(''), 'latin1');
}
