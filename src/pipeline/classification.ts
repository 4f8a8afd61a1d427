import type { Outcome } from '../extract/archive/ending.ts';
import type { Archive } from '../extract/archive/object-store.ts';
import type { FetchRecord } from '../extract/archive/fetch-record.ts';
import { loadResponse, usedResponses } from '../extract/archive/replay.ts';
import { fetchClassification } from '../extract/klass/fetch.ts';
import { readClassification, type ReadClassification } from '../extract/klass/read.ts';
import { KLASS_PROVIDER, type KlassSource } from '../extract/klass/source.ts';
import type { SourceResponse } from '../extract/provider.ts';
import { holdTaskLease, leaseLost } from '../lineage/leases.ts';
import { finishTask, type Task } from '../lineage/tasks.ts';
import { publishClassification } from '../load/classification/publish.ts';
import { durable } from '../load/steps.ts';
import { tableName } from '../transform/table.ts';
import { recordedExchange, type Reach } from './recorded-exchange.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** A classification to fetch, and those whose correspondences with it are wanted. */
export interface ClassificationTarget {
  readonly id: string;
  readonly correspondences: readonly string[];
}

/** KLASS with the means to reach it. */
export interface ClassificationSource extends Reach {
  readonly klass: KlassSource;
}

/** How to publish a classification that was read. */
interface Publishing {
  readonly dryRun: boolean;
  readonly observedAt: string;
  /** When it became visible, for a rebuild of the past; null: now. */
  readonly committedAt: string | null;
  /** Whether the journal is told what became of the responses; false for a rebuild, which was told by it. */
  readonly noted: boolean;
}

/** Fetches a classification whole and publishes it if it differs from what stands. */
export async function syncClassification(
  workshop: Workshop,
  source: ClassificationSource,
  runId: string,
  { id, correspondences }: ClassificationTarget,
  dryRun: boolean,
): Promise<TableReport> {
  const ref = { provider: KLASS_PROVIDER, table: id };
  return withTask(workshop, runId, 'sync', ref, null, async (task, inTask) => {
    const { taskId, startedAt } = task;
    const recorder = await durable(inTask, 'begin-journal', async () =>
      inTask.journal.begin({
        taskId,
        ref,
        selection: { corresponds: { values: [...correspondences] } },
        startedAt,
      }),
    );
    const { exchange } = recordedExchange(inTask, source, taskId, recorder, () => 1);
    const responses = await fetchClassification(source.klass, id, correspondences, exchange);
    const read = readClassification(id, responses);
    await durable(inTask, 'complete-journal', async () => recorder.complete());
    const observedAt = responses.findLast(({ status }) => status < 300)?.respondedAt ?? startedAt;
    return publishRead(inTask, task, read, {
      dryRun,
      observedAt,
      committedAt: null,
      noted: true,
    });
  });
}

/** Publishes an archived fetch of a classification as today's program reads it, under this task. */
export async function publishArchivedClassification(
  workshop: Workshop,
  task: Task,
  fetch: FetchRecord,
  how: Omit<Publishing, 'observedAt'>,
): Promise<TableReport> {
  const responses = await archivedResponses(workshop.archive, fetch);
  const observedAt = responses.at(-1)?.respondedAt ?? fetch.startedAt;
  return publishRead(workshop, task, readClassification(fetch.ref.table, responses), {
    ...how,
    observedAt,
  });
}

async function archivedResponses(
  archive: Archive,
  fetch: FetchRecord,
): Promise<readonly SourceResponse[]> {
  const responses: SourceResponse[] = [];
  for (const record of usedResponses(fetch)) responses.push(await loadResponse(archive, record));
  return responses;
}

/** Publishes and ends the task, in the publishing transaction when something was written. */
async function publishRead(
  workshop: Workshop,
  task: Task,
  { classification, findings }: ReadClassification,
  { dryRun, observedAt, committedAt, noted }: Publishing,
): Promise<TableReport> {
  const { pool, db, step } = workshop;
  const { taskId } = task;
  const ref = { provider: KLASS_PROVIDER, table: classification.id };
  const note = async (outcome: Outcome, visibleAt: string | null): Promise<void> => {
    if (!noted) return;
    await durable(workshop, 'note-ending', async () =>
      workshop.journal.noteEnding({ ...task, ref, outcome, committedAt: visibleAt }),
    );
  };
  if (dryRun && task.fetchedBy === taskId) await note('tried', null);
  const result = await publishClassification(
    pool,
    { classification, taskId, observedAt, committedAt },
    {
      dryRun,
      ...(step === undefined ? {} : { step }),
      beforeCommit: async (session, { vintage, counts, committedAt: visibleAt }) => {
        if (!(await holdTaskLease(session.db, taskId))) throw leaseLost();
        await note('published', visibleAt);
        await durable(workshop, 'end-task', async () =>
          finishTask(session.db, taskId, { outcome: 'published', vintage, ...counts }),
        );
      },
    },
  );
  if (dryRun || result.outcome === 'unchanged') {
    const { vintage, counts } = result;
    const outcome = result.outcome === 'unchanged' ? result.outcome : 'tried';
    const nothing = { added: 0, changed: 0, withdrawn: 0, unchanged: counts.unchanged };
    await durable(workshop, 'end-task', async () =>
      finishTask(db, taskId, { outcome, vintage, ...nothing }),
    );
  }
  return {
    table: tableName(ref),
    outcome: result.outcome,
    vintage: result.vintage,
    ...result.counts,
    labelsChanged: result.counts.changed > 0,
    findings,
    changes: [],
    error: null,
  };
}
