import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import type { TableRef } from '../transform/table.ts';

/** Why a table is no longer asked for: nothing took its place, or a table with another number did. */
export type Retirement = 'removed' | 'replaced';

/** What is known of a table at its source. ISO instants; null for what never happened. */
export interface TableLook {
  readonly table: string;
  readonly lookedAt: string | null;
  readonly wholeLookAt: string | null;
  readonly listedAt: string | null;
  readonly listedUpdated: string | null;
  readonly listedLastPeriod: string | null;
  readonly missingSince: string | null;
  readonly fetchedAt: string | null;
  readonly fetchedUpdated: string | null;
  readonly fetchedLastPeriod: string | null;
  /** As JSON; see `selectionText`. */
  readonly fetchedSelection: string | null;
  readonly fetchedCalls: number | null;
  readonly auditedAt: string | null;
  readonly title: string | null;
  readonly variables: readonly string[];
  readonly discontinued: boolean;
  readonly absentDays: number;
  readonly absentAt: string | null;
  readonly retiredAt: string | null;
  readonly retiredAs: Retirement | null;
  readonly successor: string | null;
}

/** A table as a catalogue listed it. */
export interface ListedTable {
  readonly id: string;
  readonly updated: string | null;
  readonly lastPeriod: string | null;
  readonly discontinued: boolean;
  readonly title: string;
  readonly variables: readonly string[];
}

/** What is known of these tables of a provider, by table id; of all that are known without a list. */
export async function readLooks(
  db: Kysely<Database>,
  provider: string,
  tables?: readonly string[],
): Promise<ReadonlyMap<string, TableLook>> {
  const all = db.selectFrom('ops.table_look').selectAll().where('provider', '=', provider);
  const rows = await (
    tables === undefined
      ? all
      : all.where('table_id', '=', sql<string>`any(${[...tables]}::text[])`)
  ).execute();
  return new Map(
    rows.map((row) => [
      row.table_id,
      {
        table: row.table_id,
        lookedAt: iso(row.looked_at),
        wholeLookAt: iso(row.whole_look_at),
        listedAt: iso(row.listed_at),
        listedUpdated: iso(row.listed_updated),
        listedLastPeriod: row.listed_last_period,
        missingSince: iso(row.missing_since),
        fetchedAt: iso(row.fetched_at),
        fetchedUpdated: iso(row.fetched_updated),
        fetchedLastPeriod: row.fetched_last_period,
        fetchedSelection: row.fetched_selection,
        fetchedCalls: row.fetched_calls,
        auditedAt: iso(row.audited_at),
        title: row.title,
        variables: row.variables,
        discontinued: row.discontinued,
        absentDays: row.absent_days,
        absentAt: iso(row.absent_at),
        retiredAt: iso(row.retired_at),
        retiredAs: row.retired_as as Retirement | null,
        successor: row.successor,
      },
    ]),
  );
}

function iso(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/**
 * Notes a look at the catalogue.
 *
 * @param tables the ids that were looked for; only these are noted
 * @param listed what was listed, other tables included
 * @param whole whether the catalogue was read whole: a table that it does not list is then missing
 */
export async function saveListed(
  db: Kysely<Database>,
  provider: string,
  tables: readonly string[],
  listed: readonly ListedTable[],
  whole: boolean,
  at: Date,
): Promise<void> {
  const wanted = new Set(tables);
  const found = listed
    .filter(({ id }) => wanted.has(id))
    .map(({ id, lastPeriod, ...facts }) => ({ table_id: id, last_period: lastPeriod, ...facts }));
  await sql`
    insert into ops.table_look as known (
      provider, table_id, looked_at, whole_look_at, missing_since,
      listed_at, listed_updated, listed_last_period, discontinued, title, variables)
    select ${provider}, asked.table_id, ${at}::timestamptz, case when ${whole} then ${at}::timestamptz end,
      case when ${whole} and l.table_id is null then ${at}::timestamptz end,
      case when l.table_id is not null then ${at}::timestamptz end,
      l.updated, l.last_period, coalesce(l.discontinued, false), l.title, coalesce(l.variables, '{}')
    from unnest(${[...tables]}::text[]) as asked (table_id)
    left join jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as l (
      table_id text, updated timestamptz, last_period text, discontinued boolean, title text,
      variables text[]) on l.table_id = asked.table_id
    on conflict (provider, table_id) do update set
      looked_at = excluded.looked_at,
      whole_look_at = coalesce(excluded.whole_look_at, known.whole_look_at),
      missing_since = case
        when excluded.listed_at is not null then null
        else coalesce(known.missing_since, excluded.missing_since) end,
      listed_at = coalesce(excluded.listed_at, known.listed_at),
      listed_updated =
        case when excluded.listed_at is null then known.listed_updated else excluded.listed_updated end,
      listed_last_period =
        case when excluded.listed_at is null then known.listed_last_period else excluded.listed_last_period end,
      discontinued =
        case when excluded.listed_at is null then known.discontinued else excluded.discontinued end,
      title = coalesce(excluded.title, known.title),
      variables =
        case when excluded.listed_at is null then known.variables else excluded.variables end`.execute(
    db,
  );
}

/** What a whole fetch showed of a table. */
export interface FetchedLook {
  readonly updated: string | null;
  readonly lastPeriod: string | null;
  readonly discontinued: boolean;
  readonly title: string;
  readonly variables: readonly string[];
  readonly selection: string;
  readonly calls: number;
  readonly successor: string | null;
}

/**
 * Notes that a table was fetched whole and taken. Its entry answered, so it is neither missing
 * nor retired.
 *
 * @param at when the fetch began: a change after that has not been seen
 */
export async function saveFetched(
  db: Kysely<Database>,
  { provider, table }: TableRef,
  look: FetchedLook,
  at: Date,
): Promise<void> {
  const moment = at.toISOString();
  const facts = {
    looked_at: moment,
    listed_at: moment,
    listed_updated: look.updated,
    listed_last_period: look.lastPeriod,
    missing_since: null,
    fetched_at: moment,
    fetched_updated: look.updated,
    fetched_last_period: look.lastPeriod,
    fetched_selection: look.selection,
    fetched_calls: look.calls,
    title: look.title,
    variables: [...look.variables],
    discontinued: look.discontinued,
    absent_days: 0,
    absent_at: null,
    retired_at: null,
    retired_as: null,
    successor: look.successor,
  };
  await db
    .insertInto('ops.table_look')
    .values({ provider, table_id: table, ...facts })
    .onConflict((conflict) => conflict.columns(['provider', 'table_id']).doUpdateSet(facts))
    .execute();
}

/** Notes that a table was audited, however that ended: the rotation goes on. */
export async function saveAudited(
  db: Kysely<Database>,
  { provider, table }: TableRef,
  at: Date,
): Promise<void> {
  await db
    .updateTable('ops.table_look')
    .set({ audited_at: at.toISOString() })
    .where('provider', '=', provider)
    .where('table_id', '=', table)
    .execute();
}

/** Notes that the entry of a table was answered with 404, and whether the table is given up. */
export async function saveAbsent(
  db: Kysely<Database>,
  { provider, table }: TableRef,
  absentDays: number,
  retired: { readonly as: Retirement; readonly successor: string | null } | null,
  at: Date,
): Promise<void> {
  const facts = {
    absent_days: absentDays,
    absent_at: at.toISOString(),
    ...(retired === null
      ? {}
      : { retired_at: at.toISOString(), retired_as: retired.as, successor: retired.successor }),
  };
  await db
    .insertInto('ops.table_look')
    .values({ provider, table_id: table, ...facts })
    .onConflict((conflict) => conflict.columns(['provider', 'table_id']).doUpdateSet(facts))
    .execute();
}
