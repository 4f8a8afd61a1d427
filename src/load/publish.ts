import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import { createCubeHasher } from '../transform/cube-hash.ts';
import { hashLabels } from '../transform/label-hash.ts';
import { type DatasetKeys, findDataset, lockTable, saveDataset } from './dimensions/dataset.ts';
import { type ChunkTotals, loadChunks } from './facts/load-chunks.ts';
import { prepareShared, prepareTable, type SharedKeys } from './prepare.ts';
import type { Publication, PublicationResult } from './publication.ts';
import { refuseEmpty } from './refuse-empty.ts';
import { inTransaction, type LoadSession, withSession } from './session.ts';
import { refreshViews } from './views/refresh.ts';

/** How to publish. */
export interface PublishOptions {
  /** Compare and report, write nothing. */
  readonly dryRun?: boolean;
  /** How many differences to report one by one; 0 by default. */
  readonly changes?: number;
  /** Runs in the publishing transaction right before the commit: what it writes stands or falls with the data. */
  readonly beforeCommit?: (session: LoadSession, result: PublicationResult) => Promise<void>;
}

/**
 * Publishes a table's state in one transaction: readers see the earlier vintage or the
 * new one. A state that equals the standing vintage writes nothing. Two processes that
 * publish one table take turns.
 *
 * @throws StatbankError SB_CUBE_INVALID if a chunk does not fit the frame, SB_LOAD_EMPTY if it
 *   has no cell while cells stand, SB_LOAD_INTEGRITY
 *   if the server did not take or move the rows that it should have; nothing is published then
 */
export async function publish(
  pool: Pool,
  publication: Publication,
  options: PublishOptions = {},
): Promise<PublicationResult> {
  return withSession(pool, async (session) => {
    const labelHash = labelHashOf(publication);
    const known = await findDataset(session, publication.description);
    const valueHash = known?.last == null ? null : await hashChunks(publication);
    if (known !== null && valueHash !== null && sameAs(known, valueHash.digest, labelHash)) {
      return unchanged(known, valueHash.cells);
    }
    const early = options.dryRun === true ? null : await prepareShared(session, publication);
    return inTransaction(session, async () => {
      const shared = early ?? (await prepareShared(session, publication));
      await lockTable(session, publication.description);
      const dataset = await saveDataset(session, publication.description);
      if (valueHash !== null && sameAs(dataset, valueHash.digest, labelHash)) {
        return { commit: false, result: unchanged(dataset, valueHash.cells) };
      }
      return publishLocked(session, publication, dataset, shared, labelHash, options);
    });
  });
}

async function publishLocked(
  session: LoadSession,
  publication: Publication,
  dataset: DatasetKeys,
  shared: SharedKeys,
  labelHash: Buffer,
  options: PublishOptions,
): Promise<{ readonly commit: boolean; readonly result: PublicationResult }> {
  const vintage = (dataset.last?.vintage ?? 0) + 1;
  const { keys, labelsChanged } = await prepareTable(
    session,
    publication,
    dataset,
    shared,
    vintage,
  );
  const totals = await loadChunks(session, publication, keys, shared, vintage, {
    first: dataset.last === null,
    dryRun: options.dryRun ?? false,
    changes: options.changes ?? 0,
  });
  await refuseEmpty(session, publication, dataset, totals.counts);
  const sameLabels = dataset.last?.labelHash.equals(labelHash) ?? false;
  const { counts } = totals;
  const differs = counts.added + counts.changed + counts.withdrawn > 0;
  if (dataset.last !== null && !differs && sameLabels) {
    return { commit: false, result: unchanged(dataset, counts.unchanged) };
  }
  const result: PublicationResult = {
    outcome: 'published',
    vintage: options.dryRun === true ? (dataset.last?.vintage ?? null) : vintage,
    counts,
    labelsChanged,
    changes: totals.changes,
  };
  if (options.dryRun === true) return { commit: false, result };
  await insertVintage(session, publication, dataset, vintage, labelHash, totals);
  await refreshViews(session, dataset.datasetKey);
  await options.beforeCommit?.(session, result);
  return { commit: true, result };
}

async function insertVintage(
  session: LoadSession,
  publication: Publication,
  dataset: DatasetKeys,
  vintage: number,
  labelHash: Buffer,
  { counts, valueHash }: ChunkTotals,
): Promise<void> {
  await session.db
    .insertInto('star.dim_vintage')
    .values({
      dataset_key: dataset.datasetKey,
      vintage,
      task_id: publication.taskId,
      value_hash: Buffer.from(valueHash),
      label_hash: labelHash,
      source_released_at: publication.releasedAt,
      source_updated_at: publication.description.updated,
      observed_at: publication.observedAt,
      committed_at: sql`coalesce(${publication.committedAt}::timestamptz, clock_timestamp())`,
      cells: counts.added + counts.changed + counts.unchanged,
      cells_added: counts.added,
      cells_changed: counts.changed,
      cells_withdrawn: counts.withdrawn,
    })
    .execute();
}

/** Labels of all that the source has and of all that was selected: groupings bring their own. */
function labelHashOf({ description, frame, english }: Publication): Buffer {
  return createHash('sha256')
    .update(hashLabels(description.frame, description.english))
    .update(hashLabels(frame, english))
    .digest();
}

async function hashChunks(
  publication: Publication,
): Promise<{ readonly digest: Buffer; readonly cells: number }> {
  const hasher = createCubeHasher();
  for await (const cube of publication.chunks()) hasher.add(cube);
  return { digest: Buffer.from(hasher.digest()), cells: hasher.count() };
}

function sameAs(dataset: DatasetKeys, valueHash: Buffer, labelHash: Buffer): boolean {
  const { last } = dataset;
  return last !== null && last.valueHash.equals(valueHash) && last.labelHash.equals(labelHash);
}

function unchanged(dataset: DatasetKeys, cells: number): PublicationResult {
  if (dataset.last === null) {
    throw new StatbankError('SB_LOAD_INTEGRITY', 'A table without a vintage cannot be unchanged.');
  }
  return {
    outcome: 'unchanged',
    vintage: dataset.last.vintage,
    counts: { added: 0, changed: 0, withdrawn: 0, unchanged: cells },
    labelsChanged: false,
    changes: [],
  };
}
