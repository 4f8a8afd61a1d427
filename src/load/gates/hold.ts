import { sql } from 'kysely';
import { copyIn } from '../copy/copy-in.ts';
import type { DatasetKeys } from '../dimensions/dataset.ts';
import { ensureStatuses } from '../dimensions/shared.ts';
import { compareChunk } from '../facts/compare.ts';
import { layOut } from '../facts/grid.ts';
import { addMissingSeries } from '../facts/load-chunks.ts';
import type { CellKey } from '../facts/retire.ts';
import { type FactContext, writeSome } from '../facts/write.ts';
import type { FrameKeys } from '../frame-keys.ts';
import { prepareTable, type SharedKeys, sourceTimeKeys } from '../prepare.ts';
import type { Publication, PublicationResult } from '../publication.ts';
import { readSeries } from '../series.ts';
import type { LoadSession } from '../session.ts';
import { refreshPreview } from '../views/refresh.ts';
import { closeHeld } from './held.ts';

/**
 * Stores how a publication differs from what stands, why it is held, and the views that show
 * it. What was held before of this table is superseded. Runs under the table's lock.
 */
export async function hold(
  session: LoadSession,
  publication: Publication,
  dataset: DatasetKeys,
  shared: SharedKeys,
  { valueHash, labelHash }: { readonly valueHash: Buffer; readonly labelHash: Buffer },
  { counts, gates }: PublicationResult,
): Promise<void> {
  const base = dataset.last?.vintage ?? 0;
  await closeHeld(session.db, dataset.datasetKey);
  const { keys } = await prepareTable(session, publication, dataset, shared, base + 1, 'preview');
  await holdChunks(session, publication, keys, shared, base + 1);
  await session.db
    .insertInto('ops.held')
    .values({
      task_id: publication.taskId,
      dataset_key: dataset.datasetKey,
      base_vintage: base,
      value_hash: valueHash,
      label_hash: labelHash,
      cells_added: counts.added,
      cells_changed: counts.changed,
      cells_withdrawn: counts.withdrawn,
      cells_unchanged: counts.unchanged,
      reasons: JSON.stringify(gates),
    })
    .execute();
  await refreshPreview(session, dataset.datasetKey);
}

async function holdChunks(
  session: LoadSession,
  publication: Publication,
  keys: FrameKeys,
  shared: SharedKeys,
  vintage: number,
): Promise<void> {
  const series = await readSeries(session, keys);
  const sourceTimes = sourceTimeKeys(shared);
  for await (const cube of publication.chunks()) {
    const statusKeys = await ensureStatuses(session, cube.symbols.values());
    const context: FactContext = { keys, index: series.keys, statusKeys, vintage };
    const grid = layOut(cube, keys, series.keys);
    const { added, changed, withdrawn } = await compareChunk(
      session,
      context,
      cube,
      grid,
      sourceTimes,
    );
    await addMissingSeries(session, context, grid, series);
    const places = changed.concat(added).toSorted((a, b) => a - b);
    await writeSome(session, context, cube, grid, places, 'star.held_change');
    await holdGone(session, keys, vintage, withdrawn);
  }
  await sql`
    insert into star.held_change (series_key, dataset_key, time_key, v_from, bucket, gone)
    select f.series_key, f.dataset_key, f.time_key, ${vintage}, f.bucket, true
    from star.fact_observation f
    where f.bucket = ${keys.bucket} and f.dataset_key = ${keys.datasetKey}
      and f.series_key = any (${series.gone}::bigint[])`.execute(session.db);
}

async function holdGone(
  { client }: LoadSession,
  { datasetKey, bucket }: FrameKeys,
  vintage: number,
  cells: readonly CellKey[],
): Promise<void> {
  if (cells.length === 0) return;
  await copyIn(
    client,
    'copy star.held_change (series_key, dataset_key, time_key, v_from, bucket, gone) from stdin',
    function* (writer) {
      for (const cell of cells) {
        for (const key of [cell.seriesKey, datasetKey, cell.timeKey, vintage, bucket])
          writer.int(key);
        // Postgres reads 1 as true.
        writer.int(1);
        writer.endRow();
        yield;
      }
    },
  );
}
