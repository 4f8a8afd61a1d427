import { sql } from 'kysely';
import { type Cube, valueAt } from '../../transform/cube.ts';
import type { FrameKeys } from '../frame-keys.ts';
import type { CellChange } from '../publication.ts';
import type { LoadSession } from '../session.ts';
import type { Comparison, StoredCell } from './compare.ts';
import { cellAt, type Grid } from './grid.ts';

/** The first `limit` differences of a comparison, named by codes: changed, withdrawn, added. */
export async function describeChanges(
  session: LoadSession,
  cube: Cube,
  grid: Grid,
  comparison: Comparison,
  limit: number,
): Promise<readonly CellChange[]> {
  const changed = comparison.changed.slice(0, limit);
  const withdrawn = comparison.withdrawn.slice(0, Math.max(0, limit - changed.length));
  const room = Math.max(0, limit - changed.length - withdrawn.length);
  const stored = await describeStored(session, [
    ...comparison.before.slice(0, changed.length),
    ...withdrawn,
  ]);
  return [
    ...changed.map((place, at): CellChange => ({
      codes: codesAt(cube, grid, place),
      before: stored[at]?.before ?? null,
      after: stateAt(cube, grid, place),
    })),
    ...stored.slice(changed.length),
    ...comparison.added.slice(0, room).map((place): CellChange => ({
      codes: codesAt(cube, grid, place),
      before: null,
      after: stateAt(cube, grid, place),
    })),
  ];
}

/** Counts the cells of series that the source no longer has and describes the first `limit`. */
export async function describeGoneSeries(
  session: LoadSession,
  keys: FrameKeys,
  seriesKeys: readonly number[],
  limit: number,
): Promise<{ readonly cells: number; readonly changes: readonly CellChange[] }> {
  const where = sql`f.bucket = ${keys.bucket} and f.dataset_key = ${keys.datasetKey}
    and f.series_key = any (${seriesKeys}::bigint[])`;
  const counted = await sql<{ cells: string }>`
    select count(*)::text as cells from star.fact_observation f where ${where}`.execute(session.db);
  const cells = Number(counted.rows[0]?.cells ?? 0);
  if (limit === 0 || cells === 0) return { cells, changes: [] };
  const first = await sql<{
    series_key: string;
    time_key: number;
    status_key: number;
    value: string | null;
  }>`
    select f.series_key::text as series_key, f.time_key, f.status_key, f.value::text as value
    from star.fact_observation f where ${where}
    order by f.series_key, f.time_key limit ${limit}`.execute(session.db);
  const changes = await describeStored(
    session,
    first.rows.map((row) => ({
      seriesKey: Number(row.series_key),
      timeKey: row.time_key,
      statusKey: row.status_key,
      value: row.value === null ? null : Number(row.value),
    })),
  );
  return { cells, changes };
}

/** Stored cells named by the codes of their variables, as withdrawn ones. */
async function describeStored(
  { db }: LoadSession,
  cells: readonly StoredCell[],
): Promise<readonly CellChange[]> {
  if (cells.length === 0) return [];
  const rows = JSON.stringify(
    cells.map((cell, ordinal) => ({
      ordinal,
      series_key: cell.seriesKey,
      time_key: cell.timeKey,
      status_key: cell.statusKey,
    })),
  );
  const named = await sql<{ codes: Record<string, string>; symbol: string }>`
    select st.symbol, star.codes_of(r.series_key, r.time_key) as codes
    from jsonb_to_recordset(${rows}::jsonb) as r (
      ordinal int, series_key bigint, time_key int, status_key smallint)
    join star.dim_status st on st.status_key = r.status_key
    order by r.ordinal`.execute(db);
  return named.rows.map((row, at) => ({
    codes: row.codes,
    before: { value: cells[at]?.value ?? null, symbol: row.symbol },
    after: null,
  }));
}

function stateAt(cube: Cube, grid: Grid, place: number): CellChange['after'] {
  const cell = cellAt(grid, place);
  return { value: valueAt(cube, cell), symbol: cube.symbols.get(cell) ?? '' };
}

function codesAt(cube: Cube, grid: Grid, place: number): Readonly<Record<string, string>> {
  let rest = cellAt(grid, place);
  const codes: [string, string][] = [];
  for (const dimension of cube.dimensions.toReversed()) {
    const length = dimension.categories.length;
    codes.unshift([dimension.code, dimension.categories[rest % length]?.code ?? '']);
    rest = Math.floor(rest / length);
  }
  return Object.fromEntries(codes);
}
