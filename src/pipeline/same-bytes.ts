import { sql } from 'kysely';
import type { TableRef } from '../transform/table.ts';
import type { Workshop } from './workshop.ts';

/** The earlier task whose bytes these are again. */
export interface SameBytes {
  readonly vintage: number;
  readonly cells: number;
}

/**
 * Whether a task received exactly the bytes of the last task of this table that ended well,
 * read by the same version of the program. Then nothing can have changed, and nothing needs
 * to be read: this costs one statement.
 */
export async function sameBytesAsBefore(
  { db }: Workshop,
  taskId: string,
  ref: TableRef,
): Promise<SameBytes | null> {
  const found = await sql<{ vintage: number; cells: string }>`
    with last as (
      select t.task_id, t.vintage, d.dataset_key
      from ops.task t
      join ops.run r on r.run_id = t.run_id
      join star.dim_dataset d on d.provider = t.provider and d.table_id = t.table_id
      where t.provider = ${ref.provider} and t.table_id = ${ref.table}
        and t.outcome in ('published', 'unchanged') and t.fetched_by is null
        and r.program_version = (
          select now.program_version from ops.run now join ops.task mine using (run_id)
          where mine.task_id = ${taskId})
      order by t.finished_at desc
      limit 1
    ), bytes as (
      -- Distinct, as the same answer may have been asked for again to see that nothing had moved.
      select q.task_id, array_agg(distinct (q.purpose, q.sha256)::text) as all_of_them
      from raw.request q
      where q.task_id in (${taskId}, (select task_id from last)) and q.status between 200 and 299
        and q.attempt = (select max(a.attempt) from raw.request a where a.task_id = q.task_id)
      group by q.task_id
    )
    select v.vintage, v.cells::text as cells
    from last
    join star.dim_vintage v on v.dataset_key = last.dataset_key and v.vintage = last.vintage
    where v.vintage = (
        select max(n.vintage) from star.dim_vintage n where n.dataset_key = last.dataset_key)
      and (select all_of_them from bytes where task_id = last.task_id)
        = (select all_of_them from bytes where task_id = ${taskId})`.execute(db);
  const row = found.rows[0];
  return row === undefined ? null : { vintage: row.vintage, cells: Number(row.cells) };
}
