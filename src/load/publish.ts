import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import type { GatePolicy } from '../transform/gate.ts';
import { createCubeHasher } from '../transform/cube-hash.ts';
import { tableName } from '../transform/table.ts';
import { hashLabels } from '../transform/label-hash.ts';
import { type DatasetKeys, findDataset, saveDataset } from './dimensions/dataset.ts';
import { followOrder, standsInOrder } from './dimensions/order.ts';
import { type ChunkTotals, loadChunks } from './facts/load-chunks.ts';
import { closeHeld, type Decision, knownState, refuseStanding } from './gates/held.ts';
import { hold } from './gates/hold.ts';
import { type GateFinding, isHeld, judge } from './gates/judge.ts';
import { readStanding } from './gates/standing.ts';
import { type Watch, watchPublication } from './gates/watch.ts';
import { sourceFrame } from './frame-keys.ts';
import { lockTable } from './lock-table.ts';
import { prepareShared, prepareTable, type SharedKeys } from './prepare.ts';
import type { Publication, PublicationResult } from './publication.ts';
import { refuseEmpty } from './refuse-empty.ts';
import { inTransaction, type LoadSession, withSession } from './session.ts';
import { analyseFacts } from './statistics.ts';
import { durable, type PublishingAction, type StepHook } from './steps.ts';
import { refreshViews } from './views/refresh.ts';

/** How to publish. */
export interface PublishOptions {
  /** Compare and report, write nothing. */
  readonly dryRun?: boolean;
  /** How many differences to report one by one; 0 by default. */
  readonly changes?: number;
  /** What the gates may stop; without it nothing is judged, and no earlier decision is asked for. */
  readonly gates?: GatePolicy | null;
  /** What becomes of an open held publication of the table if this one is published; superseded by default. */
  readonly decision?: Decision;
  /** Who takes the standing vintage back with this one: its state is then not published again by itself. */
  readonly refusing?: Omit<Decision, 'decision'>;
  /** Told after each chunk: its place from 0, its cells, and the milliseconds that reading and loading it took. */
  readonly onChunk?: (chunk: number, cells: number, ms: number) => void;
  /**
   * The vintage that stood when the publication was begun, null for none: if another has been
   * published since, this one may be older than it. Without it nothing is compared.
   */
  readonly base?: number | null;
  /** From this many cells on a table's first load goes to a bucket of its own; 400,000 by default. */
  readonly largeTable?: number;
  /** True for responses that are not the newest: where no figure differs, values keep their places. */
  readonly keepOrder?: boolean;
  /** Told of every step. */
  readonly step?: StepHook<PublishingAction>;
  /** Runs in the publishing or holding transaction right before the commit: what it writes stands or falls with the data. */
  readonly beforeCommit?: (session: LoadSession, result: PublicationResult) => Promise<void>;
}

/**
 * Publishes a table's state in one transaction: readers see the earlier vintage or the
 * new one. A state that equals the standing vintage writes nothing. Two processes that
 * publish one table take turns. A state that a gate holds is rolled back, and only its
 * difference from the standing vintage is stored, for a person to look at and decide.
 *
 * @throws StatbankError SB_CUBE_INVALID if a chunk does not fit the frame, SB_LOAD_EMPTY if it
 *   has no cell while cells stand, SB_LOAD_OVERTAKEN if another vintage than `base` stands, SB_LOAD_INTEGRITY
 *   if the server did not take or move the rows that it should have; nothing is published then
 */
export async function publish(
  pool: Pool,
  publication: Publication,
  options: PublishOptions = {},
): Promise<PublicationResult> {
  const work = async (session: LoadSession): Promise<PublicationResult> => {
    const labelHash = labelHashOf(publication);
    const known = await findDataset(session, publication.description);
    const valueHash = known?.last == null ? null : await hashChunks(publication);
    const whole = sourceFrame(publication.description.frame, publication.frame);
    const inOrder = (table: DatasetKeys): boolean =>
      options.dryRun === true || options.keepOrder === true || standsInOrder(table, whole);
    if (
      known !== null &&
      valueHash !== null &&
      sameAs(known, valueHash.digest, labelHash) &&
      inOrder(known)
    ) {
      return unchanged(known, valueHash.cells);
    }
    const early =
      options.dryRun === true
        ? null
        : await durable(session, 'shared-rows', async () => prepareShared(session, publication));
    return inTransaction(session, async () => {
      const shared = early ?? (await prepareShared(session, publication));
      await durable(session, 'lock', async () => lockTable(session, publication.description.ref));
      const standing = await findDataset(session, publication.description);
      if (standing !== null && valueHash !== null) {
        const { digest, cells } = valueHash;
        if (sameAs(standing, digest, labelHash)) {
          const moved = !inOrder(standing);
          if (moved) await followOrder(session, standing, whole);
          return { commit: moved, result: unchanged(standing, cells) };
        }
        const decided = options.gates
          ? await knownState(session, standing, digest, labelHash, options.gates)
          : null;
        if (decided !== null) return { commit: false, result: decided };
      }
      await session.client.query(`savepoint ${BEFORE_PUBLICATION}`);
      const dataset = await durable(session, 'dataset', async () =>
        saveDataset(session, publication.description, whole),
      );
      return publishLocked(session, publication, dataset, shared, labelHash, options);
    });
  };
  return withSession(pool, work, options.step);
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
  const watch = await startWatch(session, publication, dataset, shared, options);
  const { keys, labelsChanged } = await durable(session, 'dimensions', async () =>
    prepareTable(session, publication, dataset, shared, vintage),
  );
  const totals = await loadChunks(session, publication, keys, shared, vintage, {
    first: dataset.last === null,
    dryRun: options.dryRun ?? false,
    changes: options.changes ?? 0,
    largeTable: options.largeTable ?? LARGE_TABLE,
    onChunk: options.onChunk,
    observe: watch?.observe,
  });
  await refuseEmpty(session, publication, dataset, totals.counts);
  const sameLabels = dataset.last?.labelHash.equals(labelHash) ?? false;
  const { counts } = totals;
  const differs = counts.added + counts.changed + counts.withdrawn > 0;
  if (dataset.last !== null && !differs && sameLabels) {
    // What was compared are the cells of a narrower selection; values may have moved all the same.
    const mayMove = options.dryRun !== true && options.keepOrder !== true;
    const moved = mayMove && !standsInOrder(dataset, shared.whole);
    return { commit: moved, result: unchanged(dataset, counts.unchanged) };
  }
  refuseOvertaken(publication, dataset, options);
  const gates = judged(watch, totals, labelsChanged || !sameLabels, options);
  const held = isHeld(gates);
  const result: PublicationResult = {
    outcome: held ? 'held' : 'published',
    vintage: held || options.dryRun === true ? (dataset.last?.vintage ?? null) : vintage,
    committedAt: null,
    counts,
    labelsChanged,
    gates,
    changes: totals.changes,
  };
  if (options.dryRun === true) return { commit: false, result };
  if (held) {
    await session.client.query(`rollback to savepoint ${BEFORE_PUBLICATION}`);
    const hashes = { valueHash: Buffer.from(totals.valueHash), labelHash };
    await durable(session, 'hold', async () =>
      hold(session, publication, dataset, shared, hashes, result),
    );
    await options.beforeCommit?.(session, result);
    return { commit: true, result };
  }
  await durable(session, 'close-held', async () =>
    closeHeld(session.db, dataset.datasetKey, options.decision),
  );
  const { refusing } = options;
  if (refusing !== undefined) {
    await durable(session, 'refuse', async () =>
      refuseStanding(session.db, dataset.datasetKey, refusing),
    );
  }
  const committedAt = await durable(session, 'vintage', async () =>
    insertVintage(session, publication, dataset, vintage, labelHash, totals),
  );
  await durable(session, 'views', async () =>
    refreshViews(session, dataset.datasetKey, { relabelled: labelsChanged || !sameLabels }),
  );
  if (dataset.last === null) {
    await durable(session, 'statistics', async () => analyseFacts(session, totals));
  }
  const published = { ...result, committedAt };
  await options.beforeCommit?.(session, published);
  return { commit: true, result: published };
}

function refuseOvertaken(
  { description }: Publication,
  { last }: DatasetKeys,
  { base }: PublishOptions,
): void {
  const standing = last?.vintage ?? null;
  if (base === undefined || base === standing) return;
  throw new StatbankError(
    'SB_LOAD_OVERTAKEN',
    `Another process published vintage ${standing ?? 'none'} of ${tableName(description.ref)} meanwhile. Nothing was published over it; run the command again.`,
    { context: { table: tableName(description.ref), base, standing } },
  );
}

/** Half a full response of SSB. */
const LARGE_TABLE = 400_000;

/** What a held publication is rolled back to: the table's lock is older and stays. */
const BEFORE_PUBLICATION = 'before_publication';

async function startWatch(
  session: LoadSession,
  publication: Publication,
  dataset: DatasetKeys,
  { whole }: SharedKeys,
  { gates }: PublishOptions,
): Promise<Watch | null> {
  if (gates == null || dataset.last === null) return null;
  return watchPublication(await readStanding(session, dataset.datasetKey), publication, whole);
}

function judged(
  watch: Watch | null,
  { counts, suppressed }: ChunkTotals,
  labelsChanged: boolean,
  { gates }: PublishOptions,
): readonly GateFinding[] {
  if (watch === null || gates == null) return [];
  return judge(watch.facts({ counts, suppressed: suppressed ?? 0, labelsChanged }), gates);
}

async function insertVintage(
  session: LoadSession,
  publication: Publication,
  dataset: DatasetKeys,
  vintage: number,
  labelHash: Buffer,
  { counts, suppressed, valueHash }: ChunkTotals,
): Promise<string> {
  const row = await session.db
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
      cells_suppressed: suppressed,
    })
    .returning('committed_at')
    .executeTakeFirstOrThrow();
  return row.committed_at;
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
    committedAt: null,
    counts: { added: 0, changed: 0, withdrawn: 0, unchanged: cells },
    labelsChanged: false,
    gates: [],
    changes: [],
  };
}
