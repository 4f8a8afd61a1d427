import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Finding } from '../errors/finding.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';
import { holdRunLease, leaseLost } from './leases.ts';

export type TaskKind = 'sync' | 'replay' | 'import' | 'rebuild' | 'release' | 'reject' | 'rollback';
export type TaskOutcome =
  | 'published'
  | 'unchanged'
  | 'tried'
  | 'held'
  | 'rejected'
  | 'quarantined'
  | 'failed';

/** One table's work within a run. */
export interface Task {
  readonly taskId: string;
  /** The task that received the responses: this one, or an earlier one. */
  readonly fetchedBy: string;
  readonly startedAt: string;
}

/** What a task comes to. */
export interface TaskEnd {
  readonly outcome: TaskOutcome;
  readonly vintage: number | null;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

/**
 * Notes that work on a table begins. `fetchedBy`: the task whose responses are read again;
 * `taskId`: the id of a task that is done again in another database.
 *
 * @throws StatbankError SB_LEASE_LOST if others may have taken over the run
 */
export async function startTask(
  db: Kysely<Database>,
  runId: string,
  kind: TaskKind,
  ref: TableRef,
  fetchedBy: string | null = null,
  taskId: string = randomUUID(),
): Promise<Task> {
  if (!(await holdRunLease(db, runId))) throw leaseLost();
  const row = await db
    .insertInto('ops.task')
    .values({
      task_id: taskId,
      run_id: runId,
      provider: ref.provider,
      table_id: ref.table,
      kind,
      fetched_by: fetchedBy,
    })
    .returning(['task_id', 'started_at'])
    .executeTakeFirstOrThrow();
  return {
    taskId: row.task_id,
    fetchedBy: fetchedBy ?? row.task_id,
    startedAt: new Date(row.started_at).toISOString(),
  };
}

/**
 * Notes what a task came to; called in the publishing transaction where there is one.
 *
 * @throws StatbankError SB_LEASE_LOST if the task was ended already: by another process, which
 *   took this one for gone
 */
export async function finishTask(
  db: Kysely<Database>,
  taskId: string,
  end: TaskEnd,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('ops.task')
    .set({
      outcome: end.outcome,
      vintage: end.vintage,
      cells_added: end.added,
      cells_changed: end.changed,
      cells_withdrawn: end.withdrawn,
      cells_unchanged: end.unchanged,
      finished_at: sql`clock_timestamp()`,
    })
    .where('task_id', '=', taskId)
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw leaseLost();
}

/** Notes why a task did not publish, with what was found. */
export async function failTask(
  db: Kysely<Database>,
  taskId: string,
  outcome: 'quarantined' | 'failed',
  error: { readonly code: string; readonly message: string },
): Promise<void> {
  await db
    .updateTable('ops.task')
    .set({
      outcome,
      error_code: error.code,
      error_message: error.message,
      finished_at: sql`clock_timestamp()`,
    })
    .where('task_id', '=', taskId)
    .where('finished_at', 'is', null)
    .execute();
}

/** Keeps findings with the task that made them, and the hash of the bytes they are about. */
export async function recordFindings(
  db: Kysely<Database>,
  taskId: string,
  findings: readonly Finding[],
  sha256: string | null,
): Promise<void> {
  if (findings.length === 0) return;
  await db
    .insertInto('ops.finding')
    .values(
      findings.map((finding) => ({
        task_id: taskId,
        sha256: sha256 === null ? null : Buffer.from(sha256, 'hex'),
        code: finding.code,
        severity: finding.severity,
        pointer: finding.pointer,
        message: finding.message,
        expected: finding.expected ?? null,
        actual: finding.actual ?? null,
      })),
    )
    .execute();
}
