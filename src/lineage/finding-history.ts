import { type Kysely, sql } from 'kysely';
import type { Severity } from '../errors/finding.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';
import type { HistoryRange } from './run-history.ts';

/** A finding with the table, run and bytes that it is about. */
export interface PastFinding {
  readonly foundAt: string;
  readonly table: string;
  readonly runId: string;
  readonly taskId: string;
  readonly severity: Severity;
  readonly code: string;
  readonly pointer: string;
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Hash of the response that it was found in: its name in the archive. */
  readonly sha256: string | null;
}

/** Findings since a moment, newest first; those of one table if one is named. */
export async function pastFindings(
  db: Kysely<Database>,
  ref: TableRef | null,
  { since, limit }: HistoryRange,
): Promise<readonly PastFinding[]> {
  const moment = since?.toISOString() ?? null;
  const found = await sql<PastFinding>`
    select
      f.found_at as "foundAt",
      t.provider || ':' || t.table_id as "table",
      t.run_id as "runId",
      t.task_id as "taskId",
      f.severity, f.code, f.pointer, f.message, f.expected, f.actual,
      encode(f.sha256, 'hex') as sha256
    from ops.finding f
    join ops.task t using (task_id)
    where (${moment}::timestamptz is null or f.found_at >= ${moment}::timestamptz)
      and (${ref?.table ?? null}::text is null
        or (t.provider = ${ref?.provider ?? null} and t.table_id = ${ref?.table ?? null}))
    order by f.finding_id desc
    limit ${limit}`.execute(db);
  return found.rows;
}
