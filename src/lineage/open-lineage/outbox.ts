import { type Kysely, sql } from 'kysely';
import type { Database } from '../../postgres/database.generated.ts';
import { lineageRun, lineageTask } from './lineage-facts.ts';
import {
  eventOfRun,
  eventOfTask,
  type LineageNames,
  type Moment,
  type RunEvent,
} from './run-event.ts';

/** A begin or end that is still to be told. */
export interface WaitingEvent {
  readonly eventId: string;
  readonly runId: string;
  readonly taskId: string | null;
  readonly moment: Moment;
  /** The event, where it was made before. */
  readonly event: RunEvent | null;
}

/** The oldest events that wait, in the order in which they came about. */
export async function waitingEvents(
  db: Kysely<Database>,
  limit: number,
): Promise<readonly WaitingEvent[]> {
  const { rows } = await sql<WaitingEvent>`
    select event_id::text as "eventId", run_id as "runId", task_id as "taskId", moment, event
    from ops.lineage_outbox
    where shipped_at is null and refused_as is null
    order by event_id
    limit ${limit}`.execute(db);
  return rows;
}

/** How many events wait. */
export async function countWaiting(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ops.lineage_outbox
    where shipped_at is null and refused_as is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Makes the event from what the database knows, and keeps it: sent again, it is the same. */
export async function eventOf(
  db: Kysely<Database>,
  { eventId, runId, taskId, moment, event }: WaitingEvent,
  names: LineageNames,
): Promise<RunEvent> {
  if (event !== null) return event;
  const run = await lineageRun(db, runId);
  const made =
    taskId === null
      ? eventOfRun(run, moment, names)
      : eventOfTask(run, await lineageTask(db, taskId), moment, names);
  await sql`
    update ops.lineage_outbox set event = ${JSON.stringify(made)}::jsonb
    where event_id = ${eventId}::bigint`.execute(db);
  return made;
}

/** Notes that an event was taken; or, with a reason, that it never will be. */
export async function settleEvent(
  db: Kysely<Database>,
  { eventId }: WaitingEvent,
  refusedAs: string | null,
): Promise<void> {
  await sql`
    update ops.lineage_outbox set
      shipped_at = case when ${refusedAs}::text is null then clock_timestamp() end,
      refused_as = ${refusedAs}
    where event_id = ${eventId}::bigint`.execute(db);
}
