import { sql } from 'kysely';
import { StatbankError } from '../../errors/statbank-error.ts';
import { copyIn } from '../copy/copy-in.ts';
import type { FrameKeys } from '../frame-keys.ts';
import type { LoadSession } from '../session.ts';

/** A stored cell's key. */
export interface CellKey {
  readonly seriesKey: number;
  readonly timeKey: number;
}

/**
 * Moves stored cells from the current facts to the revisions, with `vintage` as the first
 * in which they are no longer valid.
 *
 * @throws StatbankError SB_LOAD_INTEGRITY if a cell was not there any more
 */
export async function retireCells(
  session: LoadSession,
  keys: FrameKeys,
  vintage: number,
  cells: readonly CellKey[],
): Promise<void> {
  if (cells.length === 0) return;
  await sql`
    create temp table if not exists leaving (series_key bigint not null, time_key integer not null)
    on commit drop`.execute(session.db);
  await copyIn(
    session.client,
    'copy pg_temp.leaving (series_key, time_key) from stdin',
    function* (writer) {
      for (const cell of cells) {
        writer.int(cell.seriesKey);
        writer.int(cell.timeKey);
        writer.endRow();
        yield;
      }
    },
  );
  // Without statistics the planner would guess a size and might scan the whole bucket for a handful of cells.
  await sql`analyze pg_temp.leaving`.execute(session.db);
  const moved = await sql`
    with gone as (
      delete from star.fact_observation as f
      using pg_temp.leaving as l
      where f.bucket = ${keys.bucket} and f.dataset_key = ${keys.datasetKey}
        and f.series_key = l.series_key and f.time_key = l.time_key
      returning f.*
    )
    insert into star.fact_revision (
      series_key, dataset_key, time_key, measure_key, region_key, v_from, v_to, bucket, status_key, value)
    select series_key, dataset_key, time_key, measure_key, region_key, v_from, ${vintage}, bucket,
      status_key, value
    from gone`.execute(session.db);
  await sql`truncate pg_temp.leaving`.execute(session.db);
  if (Number(moved.numAffectedRows ?? 0n) !== cells.length) {
    throw new StatbankError(
      'SB_LOAD_INTEGRITY',
      `${cells.length} cells were to be moved to the revisions, ${moved.numAffectedRows} were found. Nothing was published; run the command again.`,
      { context: { datasetKey: keys.datasetKey, vintage } },
    );
  }
}

/** Moves every current cell of these series to the revisions; returns how many. */
export async function retireSeries(
  session: LoadSession,
  keys: FrameKeys,
  vintage: number,
  seriesKeys: readonly number[],
): Promise<number> {
  if (seriesKeys.length === 0) return 0;
  const moved = await sql`
    with gone as (
      delete from star.fact_observation as f
      where f.bucket = ${keys.bucket} and f.dataset_key = ${keys.datasetKey}
        and f.series_key = any (${seriesKeys}::bigint[])
      returning f.*
    )
    insert into star.fact_revision (
      series_key, dataset_key, time_key, measure_key, region_key, v_from, v_to, bucket, status_key, value)
    select series_key, dataset_key, time_key, measure_key, region_key, v_from, ${vintage}, bucket,
      status_key, value
    from gone`.execute(session.db);
  return Number(moved.numAffectedRows ?? 0n);
}
