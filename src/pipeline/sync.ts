import type { TableSelection } from '../extract/provider.ts';
import { finishTask, type Task } from '../lineage/tasks.ts';
import { supersedeHeld } from '../load/gates/held.ts';
import { durable } from '../load/steps.ts';
import { type GatePolicy, gatePolicy } from '../transform/gate.ts';
import { tableName, type TableDescription, type TableRef } from '../transform/table.ts';
import { noteFetched } from './discover-fetched.ts';
import { fetchTable, type FetchedTable, type FetchProgress, type Source } from './fetch-table.ts';
import { publishTask, type PublishMode } from './publish-task.ts';
import { noteAbsence } from './retire.ts';
import { sameBytesAsBefore } from './same-bytes.ts';
import type { TableReport } from './table-report.ts';
import { standingVintage } from './vintage-task.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** One table to fetch and publish. */
export interface SyncTarget {
  readonly ref: TableRef;
  readonly selection: TableSelection;
  /** Verdicts of the gates that differ from the defaults. */
  readonly gates?: Partial<GatePolicy>;
}

/**
 * Fetches one table and publishes it if it differs from the standing vintage.
 *
 * @param onDescribed told what the source says of the table once it was fetched whole
 */
export async function syncTable(
  workshop: Workshop,
  source: Source,
  runId: string,
  { ref, selection, gates }: SyncTarget,
  mode: PublishMode,
  onProgress: FetchProgress,
  onDescribed: (description: TableDescription) => void = () => undefined,
): Promise<TableReport> {
  return withTask(workshop, runId, 'sync', ref, null, async (task, inTask) => {
    const begun = workshop.now();
    const base = await standingVintage(workshop, ref);
    const fetched = await fetchTable(inTask, source, task, ref, selection, onProgress).catch(
      async (error: unknown) => {
        throw await durable(workshop, 'note-look', async () =>
          noteAbsence(inTask, source, ref, error),
        );
      },
    );
    onDescribed(fetched.description);
    const report = await publishFetched(inTask, task, ref, fetched, {
      gates: gatePolicy(gates),
      base,
      ...mode,
    });
    if (mode.dryRun) return report;
    const found = await durable(workshop, 'note-look', async () =>
      noteFetched(inTask, source, selection, fetched, report, begun),
    );
    return { ...report, findings: [...report.findings, ...found] };
  });
}

async function publishFetched(
  workshop: Workshop,
  task: Task,
  ref: TableRef,
  fetched: FetchedTable,
  mode: PublishMode,
): Promise<TableReport> {
  const supersede = async (): Promise<void> =>
    durable(workshop, 'close-held', async () => supersedeHeld(workshop.db, ref));
  const same = await sameBytesAsBefore(workshop, task.taskId, ref);
  if (same !== null) {
    if (!mode.dryRun) await supersede();
    const counts = { added: 0, changed: 0, withdrawn: 0, unchanged: same.cells };
    const end = { outcome: 'unchanged', vintage: same.vintage, ...counts } as const;
    await durable(workshop, 'end-task', async () => finishTask(workshop.db, task.taskId, end));
    return {
      table: tableName(ref),
      outcome: 'unchanged',
      vintage: same.vintage,
      ...counts,
      labelsChanged: false,
      findings: [],
      changes: [],
      error: null,
    };
  }
  const report = await publishTask(
    workshop,
    task,
    {
      description: fetched.description,
      frame: fetched.plan.frame,
      english: fetched.plan.english,
      chunks: fetched.chunks,
      taskId: task.taskId,
      releasedAt: fetched.description.updated,
      observedAt: fetched.observedAt,
      committedAt: null,
    },
    mode,
  );
  if (report.outcome === 'unchanged' && !mode.dryRun) await supersede();
  return report;
}
