import { type Kysely, sql } from 'kysely';
import { type Rhythm, rhythmText } from '../config/rhythm.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';
import { firstDue } from './next-due.ts';

/** A table that the catalogue wants looked at. */
export interface ScheduledTable {
  readonly ref: TableRef;
  readonly rhythm: Rhythm;
  /** The subject that brought it; null where it is listed itself. */
  readonly subject: string | null;
}

/** A subject of the catalogue. */
export interface ScheduledSubject {
  readonly provider: string;
  readonly subject: string;
}

/** Subjects gain and lose tables rarely; asking once a night finds a new one by the next morning. */
const SUBJECT_HOURS = 20;

/** The subjects whose tables are not known yet, or have not been asked for in a while. */
export async function staleSubjects(
  db: Kysely<Database>,
  subjects: readonly ScheduledSubject[],
  now: Date,
): Promise<readonly ScheduledSubject[]> {
  const rows = await db
    .selectFrom('ops.schedule_subject')
    .select(['provider', 'subject'])
    .where('expanded_at', '>', new Date(now.getTime() - SUBJECT_HOURS * 3_600_000).toISOString())
    .where('expanded_at', '<=', now.toISOString())
    .execute();
  const fresh = new Set(rows.map(({ provider, subject }) => `${provider} ${subject}`));
  return subjects.filter(({ provider, subject }) => !fresh.has(`${provider} ${subject}`));
}

/** Notes that the tables of subjects were asked for. */
export async function markExpanded(
  db: Kysely<Database>,
  subjects: readonly ScheduledSubject[],
  now: Date,
): Promise<void> {
  for (const { provider, subject } of subjects) {
    await db
      .insertInto('ops.schedule_subject')
      .values({ provider, subject, expanded_at: now.toISOString() })
      .onConflict((conflict) =>
        conflict.columns(['provider', 'subject']).doUpdateSet({ expanded_at: now.toISOString() }),
      )
      .execute();
  }
}

/** The tables of a subject as the schedule knows them from the last time. */
export async function tablesOfKnownSubject(
  db: Kysely<Database>,
  { provider, subject }: ScheduledSubject,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('ops.schedule')
    .select('table_id')
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .execute();
  return rows.map(({ table_id: id }) => id);
}

/**
 * Makes the schedule what the catalogue says: new tables get their first due time, those
 * with another rhythm a new one, and those that are gone leave. All others keep their time,
 * also one that has passed.
 */
export async function alignSchedule(
  db: Kysely<Database>,
  tables: readonly ScheduledTable[],
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    // Two schedulers that start together would both insert the same table.
    await sql`select pg_advisory_xact_lock(hashtextextended('ops.schedule', 0))`.execute(
      transaction,
    );
    const { rows } = await sql<{
      readonly provider: string;
      readonly table_id: string;
      readonly rhythm: string;
      readonly subject: string | null;
    }>`select provider, table_id, rhythm, subject from ops.schedule`.execute(transaction);
    const present = new Map(rows.map((row) => [`${row.provider}:${row.table_id}`, row]));
    for (const { ref, rhythm, subject } of tables) {
      const name = `${ref.provider}:${ref.table}`;
      const row = present.get(name);
      present.delete(name);
      const text = rhythmText(rhythm);
      if (row?.rhythm === text && row.subject === subject) continue;
      const due = firstDue(rhythm, await knownTable(transaction, ref), now);
      const values = {
        rhythm: text,
        subject,
        // A table that came from another subject keeps its time.
        ...(row?.rhythm === text
          ? {}
          : {
              due_at: due.dueAt.toISOString(),
              reason: due.reason,
              awaited_release: null,
              polls: 0,
            }),
      };
      await transaction
        .insertInto('ops.schedule')
        .values({
          provider: ref.provider,
          table_id: ref.table,
          due_at: due.dueAt.toISOString(),
          reason: due.reason,
          awaited_release: due.awaitedRelease?.toISOString() ?? null,
          rhythm: text,
          subject,
        })
        .onConflict((conflict) => conflict.columns(['provider', 'table_id']).doUpdateSet(values))
        .execute();
    }
    for (const { provider, table_id: table } of present.values()) {
      await transaction
        .deleteFrom('ops.schedule')
        .where('provider', '=', provider)
        .where('table_id', '=', table)
        .execute();
    }
  });
}

async function knownTable(
  db: Kysely<Database>,
  { provider, table }: TableRef,
): Promise<{ readonly nextUpdate: Date | null } | null> {
  const row = await db
    .selectFrom('star.dim_dataset as d')
    .innerJoin('star.dim_vintage as v', 'v.dataset_key', 'd.dataset_key')
    .select('d.next_update')
    .where('d.provider', '=', provider)
    .where('d.table_id', '=', table)
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { nextUpdate: row.next_update === null ? null : new Date(row.next_update) };
}
