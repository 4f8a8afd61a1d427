import { sql } from 'kysely';
import { StatbankError } from '../errors/statbank-error.ts';
import { FILE_PROVIDER } from '../extract/file/provider.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import type { Workshop } from './workshop.ts';

/** Which state of a table is meant. */
export type VintageChoice =
  | { readonly kind: 'latest' }
  | { readonly kind: 'vintage'; readonly vintage: number }
  | { readonly kind: 'as-of'; readonly moment: string };

/** A vintage and the task whose responses it was made from. */
export interface VintageTask {
  readonly vintage: number;
  readonly fetchTaskId: string;
  readonly committedAt: string;
}

/** Number of a table's newest vintage; null if it has none. */
export async function standingVintage(
  { db }: Pick<Workshop, 'db'>,
  ref: TableRef,
): Promise<number | null> {
  const row = await db
    .selectFrom('star.dim_vintage as vintage')
    .innerJoin('star.dim_dataset as dataset', 'dataset.dataset_key', 'vintage.dataset_key')
    .select((each) => each.fn.max('vintage.vintage').as('newest'))
    .where('dataset.provider', '=', ref.provider)
    .where('dataset.table_id', '=', ref.table)
    .executeTakeFirst();
  return row?.newest ?? null;
}

/**
 * Finds a vintage by number or by the moment at which it stood here.
 *
 * @throws StatbankError SB_LOAD_NOTHING_TO_REPLAY if the table has no such vintage
 */
export async function vintageTask(
  { db }: Pick<Workshop, 'db'>,
  ref: TableRef,
  choice: VintageChoice,
): Promise<VintageTask> {
  const wanted = choice.kind === 'vintage' ? choice.vintage : null;
  const moment = choice.kind === 'as-of' ? choice.moment : null;
  const found = await sql<{ vintage: number; fetch_task_id: string; committed_at: string }>`
    select v.vintage, coalesce(t.fetched_by, t.task_id) as fetch_task_id, v.committed_at
    from star.dim_vintage v
    join star.dim_dataset d on d.dataset_key = v.dataset_key
    join ops.task t on t.task_id = v.task_id
    where d.provider = ${ref.provider} and d.table_id = ${ref.table}
      and (${wanted}::int is null or v.vintage = ${wanted})
      and (${moment}::timestamptz is null or v.committed_at <= ${moment}::timestamptz)
    order by v.vintage desc
    limit 1`.execute(db);
  const row = found.rows[0];
  if (row === undefined) {
    const which =
      choice.kind === 'latest'
        ? 'no vintage yet'
        : choice.kind === 'vintage'
          ? `no vintage ${choice.vintage}`
          : `no vintage that stood at ${choice.moment}`;
    throw new StatbankError(
      'SB_LOAD_NOTHING_TO_REPLAY',
      `${tableName(ref)} has ${which} in this database. "statbank status" lists what is here; ${howToGet(ref)}.`,
      { context: { table: tableName(ref), ...choice } },
    );
  }
  return {
    vintage: row.vintage,
    fetchTaskId: row.fetch_task_id,
    committedAt: row.committed_at,
  };
}

function howToGet(ref: TableRef): string {
  return ref.provider === FILE_PROVIDER
    ? '"statbank import" publishes documents'
    : `"statbank sync ${tableName(ref)}" fetches the table`;
}
