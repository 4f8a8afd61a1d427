import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';

/** One table as it stands, and how the last look at it ended. */
export interface TableStatus {
  readonly table: string;
  readonly view: string | null;
  readonly title: string | null;
  readonly vintage: number | null;
  readonly cells: number | null;
  /** ISO instants. */
  readonly sourceUpdatedAt: string | null;
  readonly committedAt: string | null;
  readonly lastTaskAt: string | null;
  readonly lastOutcome: string | null;
  readonly errorCode: string | null;
  readonly findings: number;
}

/** Every table that was ever published or tried, by name. */
export async function tableStatus(db: Kysely<Database>): Promise<readonly TableStatus[]> {
  const found = await sql<TableStatus>`
    with last as (
      select distinct on (t.provider, t.table_id)
        t.provider, t.table_id, t.task_id, t.finished_at, t.started_at, t.outcome, t.error_code
      from ops.task t
      order by t.provider, t.table_id, t.started_at desc
    )
    select
      coalesce(d.provider, last.provider) || ':' || coalesce(d.table_id, last.table_id) as "table",
      d.view_name as "view",
      d.title_no as "title",
      v.vintage as "vintage",
      v.cells::float8 as "cells",
      v.source_updated_at as "sourceUpdatedAt",
      v.committed_at as "committedAt",
      coalesce(last.finished_at, last.started_at) as "lastTaskAt",
      coalesce(last.outcome, case when last.task_id is not null then 'running' end) as "lastOutcome",
      last.error_code as "errorCode",
      (select count(*)::int from ops.finding f where f.task_id = last.task_id) as "findings"
    from star.dim_dataset d
    full join last on last.provider = d.provider and last.table_id = d.table_id
    left join lateral (
      select v.vintage, v.cells, v.source_updated_at, v.committed_at
      from star.dim_vintage v
      where v.dataset_key = d.dataset_key
      order by v.vintage desc
      limit 1
    ) v on true
    order by 1`.execute(db);
  return found.rows;
}
