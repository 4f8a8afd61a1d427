import { holdTaskLease, leaseLost } from '../lineage/leases.ts';
import { finishTask, type Task } from '../lineage/tasks.ts';
import type { Publication } from '../load/publication.ts';
import { publish } from '../load/publish.ts';
import { tableName } from '../transform/table.ts';
import type { TableReport } from './table-report.ts';
import type { Workshop } from './workshop.ts';

/** How much to do and to tell. */
export interface PublishMode {
  readonly dryRun: boolean;
  /** How many differences to list. */
  readonly changes: number;
}

/**
 * Publishes and ends the task: in the publishing transaction when something was written,
 * else right after. A dry run ends the task as unchanged, as that is what it left behind.
 */
export async function publishTask(
  { pool, db, logger }: Workshop,
  task: Task,
  publication: Publication,
  mode: PublishMode,
): Promise<TableReport> {
  const result = await publish(pool, publication, {
    ...mode,
    onChunk: (chunk, cells, ms) =>
      logger.debug({ taskId: task.taskId, chunk, cells, ms: Math.round(ms) }, 'chunk loaded'),
    beforeCommit: async (session, published) => {
      if (!(await holdTaskLease(session.db, task.taskId))) throw leaseLost();
      await finishTask(session.db, task.taskId, {
        outcome: published.outcome,
        vintage: published.vintage,
        ...published.counts,
      });
    },
  });
  if (result.outcome === 'unchanged' || mode.dryRun) {
    await finishTask(db, task.taskId, {
      outcome: 'unchanged',
      vintage: result.vintage,
      added: 0,
      changed: 0,
      withdrawn: 0,
      unchanged: result.counts.unchanged,
    });
  }
  return {
    table: tableName(publication.description.ref),
    outcome: result.outcome,
    vintage: result.vintage,
    ...result.counts,
    labelsChanged: result.labelsChanged,
    findings: [],
    changes: result.changes,
    error: null,
  };
}
