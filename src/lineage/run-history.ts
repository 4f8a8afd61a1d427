import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';

/** A run with what it came to. ISO instants; null while it goes on. */
export interface PastRun {
  readonly runId: string;
  readonly command: string;
  readonly programVersion: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: string | null;
  /** Whose decision it carried out, and why. */
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly tables: number;
  readonly published: number;
  readonly unchanged: number;
  readonly held: number;
  readonly failed: number;
  readonly cellsAdded: number;
  readonly cellsChanged: number;
  readonly cellsWithdrawn: number;
}

/** Which part of the history is asked for; the newest first. */
export interface HistoryRange {
  readonly since: Date | null;
  readonly limit: number;
}

/** Runs that began since a moment, newest first. */
export async function pastRuns(
  db: Kysely<Database>,
  { since, limit }: HistoryRange,
): Promise<readonly PastRun[]> {
  const found = await sql<PastRun>`
    select
      r.run_id as "runId",
      r.command,
      r.program_version as "programVersion",
      r.started_at as "startedAt",
      r.finished_at as "finishedAt",
      r.outcome,
      r.decided_by as "decidedBy",
      r.reason,
      count(t.task_id)::int as tables,
      count(*) filter (where t.outcome = 'published')::int as published,
      count(*) filter (where t.outcome = 'unchanged')::int as unchanged,
      count(*) filter (where t.outcome = 'held')::int as held,
      count(*) filter (where t.outcome in ('failed', 'quarantined'))::int as failed,
      coalesce(sum(t.cells_added), 0)::float8 as "cellsAdded",
      coalesce(sum(t.cells_changed), 0)::float8 as "cellsChanged",
      coalesce(sum(t.cells_withdrawn), 0)::float8 as "cellsWithdrawn"
    from (
      select * from ops.run
      where ${since?.toISOString() ?? null}::timestamptz is null
        or started_at >= ${since?.toISOString() ?? null}::timestamptz
      order by started_at desc, run_id
      limit ${limit}
    ) r
    left join ops.task t using (run_id)
    group by r.run_id, r.command, r.program_version, r.started_at, r.finished_at, r.outcome,
      r.decided_by, r.reason
    order by r.started_at desc, r.run_id`.execute(db);
  return found.rows;
}
