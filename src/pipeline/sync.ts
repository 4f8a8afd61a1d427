import type { TableSelection } from '../extract/provider.ts';
import { finishTask } from '../lineage/tasks.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { fetchTable, type FetchProgress, type Source } from './fetch-table.ts';
import { publishTask, type PublishMode } from './publish-task.ts';
import { sameBytesAsBefore } from './same-bytes.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** One table to fetch and publish. */
export interface SyncTarget {
  readonly ref: TableRef;
  readonly selection: TableSelection;
}

/** Fetches one table and publishes it if it differs from the standing vintage. */
export async function syncTable(
  workshop: Workshop,
  source: Source,
  runId: string,
  { ref, selection }: SyncTarget,
  mode: PublishMode,
  onProgress: FetchProgress,
): Promise<TableReport> {
  return withTask(workshop, runId, 'sync', ref, null, async (task) => {
    const fetched = await fetchTable(workshop, source, task, ref, selection, onProgress);
    const same = await sameBytesAsBefore(workshop, task.taskId, ref);
    if (same !== null) {
      const counts = { added: 0, changed: 0, withdrawn: 0, unchanged: same.cells };
      await finishTask(workshop.db, task.taskId, {
        outcome: 'unchanged',
        vintage: same.vintage,
        ...counts,
      });
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
    return publishTask(
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
  });
}
