import { type Kysely, sql } from 'kysely';
import type { Lane } from '../extract/budget/call-budget.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';
import type { Due, DueReason } from './next-due.ts';

/** A table whose time has come, and that this run alone works on. */
export interface ClaimedTable {
  readonly ref: TableRef;
  readonly rhythm: string;
  readonly reason: DueReason;
  readonly dueAt: Date;
  readonly awaitedRelease: Date | null;
  readonly polls: number;
  readonly nextUpdate: Date | null;
}

interface ClaimRow {
  readonly provider: string;
  readonly table_id: string;
  readonly rhythm: string;
  readonly reason: DueReason;
  readonly due_at: string;
  readonly awaited_release: string | null;
  readonly polls: number;
  readonly next_update: string | null;
}

/** Due, and not in the hands of a run that holds its lease. */
const FREE = sql`(s.claimed_by is null or not exists (
  select from ops.lease l
  where l.name = 'run:' || s.claimed_by and l.expires_at > clock_timestamp()))`;

/** How many tables are due and free. */
export async function countDue(db: Kysely<Database>, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ops.schedule s
    where s.due_at <= ${now.toISOString()} and ${FREE}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Takes the most pressing table that is due: releases first, then the longest overdue; null if none is left. */
export async function claimDue(
  db: Kysely<Database>,
  runId: string,
  now: Date,
): Promise<ClaimedTable | null> {
  const { rows } = await sql<ClaimRow>`
    update ops.schedule as claimed set claimed_by = ${runId}
    from (
      select s.provider, s.table_id from ops.schedule s
      where s.due_at <= ${now.toISOString()} and ${FREE}
      order by s.reason in ('release', 'poll') desc, s.due_at, s.provider, s.table_id
      limit 1
      for update skip locked
    ) as first
    where claimed.provider = first.provider and claimed.table_id = first.table_id
    returning claimed.provider, claimed.table_id, claimed.rhythm, claimed.reason, claimed.due_at,
      claimed.awaited_release, claimed.polls, claimed.next_update`.execute(db);
  const row = rows[0];
  if (row === undefined) return null;
  return {
    ref: { provider: row.provider, table: row.table_id },
    rhythm: row.rhythm,
    reason: row.reason,
    dueAt: new Date(row.due_at),
    awaitedRelease: row.awaited_release === null ? null : new Date(row.awaited_release),
    polls: row.polls,
    nextUpdate: row.next_update === null ? null : new Date(row.next_update),
  };
}

/** Ends a claim with the next due time. A claim that was lost in the meantime stays lost. */
export async function settleClaim(
  db: Kysely<Database>,
  runId: string,
  { ref, dueAt }: ClaimedTable,
  next: Due,
  nextUpdate: Date | null,
): Promise<void> {
  await db
    .updateTable('ops.schedule')
    .set({
      due_at: next.dueAt.toISOString(),
      reason: next.reason,
      awaited_release: next.awaitedRelease?.toISOString() ?? null,
      polls: next.polls,
      next_update: nextUpdate?.toISOString() ?? null,
      last_due_at: dueAt.toISOString(),
      last_run_id: runId,
      claimed_by: null,
    })
    .where('provider', '=', ref.provider)
    .where('table_id', '=', ref.table)
    .where('claimed_by', '=', runId)
    .execute();
}

/** Gives back what a run has claimed and not finished: it is due still. */
export async function releaseClaims(db: Kysely<Database>, runId: string): Promise<void> {
  await db
    .updateTable('ops.schedule')
    .set({ claimed_by: null })
    .where('claimed_by', '=', runId)
    .execute();
}

/** How pressing the calls for a due table are. */
export function laneOf(reason: DueReason): Lane {
  return reason === 'release' || reason === 'poll' ? 'release' : 'nightly';
}
