import { EXIT } from '../errors/codes.ts';
import { failTask, recordFindings, startTask, type Task, type TaskKind } from '../lineage/tasks.ts';
import { durable } from '../load/steps.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { asStatbankError, failureReport, findingsOf, type TableReport } from './table-report.ts';
import type { Workshop } from './workshop.ts';

/**
 * Runs one table's work as a task. A failure becomes a report and findings, never an
 * exception: one bad table stops no other. Only two things are thrown: that the database is
 * gone, as then nothing can be noted, and that the program was told to stop.
 *
 * @param fetchedBy the task whose responses are read again; null where they are its own
 * @param taskId the id of a task that is done again in another database
 * @param work is given a workshop whose log names run, task and table on every line
 */
export async function withTask(
  workshop: Workshop,
  runId: string,
  kind: TaskKind,
  ref: TableRef,
  fetchedBy: string | null,
  work: (task: Task, inTask: Workshop) => Promise<TableReport>,
  taskId?: string,
): Promise<TableReport> {
  const { db, logger } = workshop;
  const task = await durable(workshop, 'begin-task', async () =>
    startTask(db, runId, kind, ref, fetchedBy, taskId),
  );
  const log = logger.child({ runId, taskId: task.taskId, table: tableName(ref) });
  try {
    const report = await work(task, { ...workshop, logger: log });
    await durable(workshop, 'findings', async () =>
      recordFindings(db, task.taskId, report.findings, null),
    );
    const { table: _, ...told } = report;
    log.info({ ...told, changes: report.changes.length }, report.outcome);
    return report;
  } catch (thrown) {
    const error = asStatbankError(thrown);
    const report = failureReport(tableName(ref), error);
    // Being told to stop is no fault to alert anyone about.
    log[workshop.signal.aborted ? 'info' : 'error']({ err: error }, error.message);
    const { sha256 } = error.context;
    await durable(workshop, 'end-task', async () =>
      failTask(db, task.taskId, error.exitCode === EXIT.data ? 'quarantined' : 'failed', error),
    );
    await durable(workshop, 'findings', async () =>
      recordFindings(
        db,
        task.taskId,
        findingsOf(error),
        typeof sha256 === 'string' ? sha256 : null,
      ),
    );
    workshop.signal.throwIfAborted();
    return report;
  }
}
