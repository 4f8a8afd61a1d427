import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';

/** One table as it stands: its newest vintage, its source, its place in the schedule, and how the last look at it ended. ISO instants. */
export interface TableStatus {
  readonly table: string;
  readonly view: string | null;
  readonly title: string | null;
  readonly vintage: number | null;
  readonly cells: number | null;
  readonly sourceUpdatedAt: string | null;
  readonly committedAt: string | null;
  readonly lastTaskAt: string | null;
  readonly lastOutcome: string | null;
  readonly errorCode: string | null;
  readonly findings: number;
  /** When the publisher says that it changes the table next. */
  readonly nextUpdate: string | null;
  /** The newest change that was seen at the source. */
  readonly seenUpdated: string | null;
  /** The change that was fetched and taken last. */
  readonly takenUpdated: string | null;
  /** Until when the source is known. */
  readonly lookedAt: string | null;
  /** When the schedule looks next, and why; null for a table that is not on it. */
  readonly nextDueAt: string | null;
  readonly nextDueReason: string | null;
  readonly heldAt: string | null;
  /** Whether the newest data was refused. */
  readonly quarantined: boolean;
  readonly discontinued: boolean;
  readonly retiredAs: string | null;
  readonly successor: string | null;
}

/** Every table that was ever published, tried or scheduled, by name. */
export async function tableStatus(db: Kysely<Database>): Promise<readonly TableStatus[]> {
  const found = await sql<TableStatus>`
    with last as (
      select distinct on (t.provider, t.table_id)
        t.provider, t.table_id, t.task_id, t.finished_at, t.started_at, t.outcome, t.error_code
      from ops.task t
      order by t.provider, t.table_id, t.started_at desc
    ), good as (
      select t.provider, t.table_id, max(t.started_at) as looked_at
      from ops.task t
      where t.kind = 'sync' and t.outcome in ('published', 'unchanged', 'held', 'rejected')
      group by t.provider, t.table_id
    ), known as (
      select provider, table_id from star.dim_dataset
      union select provider, table_id from last
      union select provider, table_id from ops.schedule
    )
    select
      known.provider || ':' || known.table_id as "table",
      case when v.vintage is not null then d.view_name end as "view",
      coalesce(d.title_no, look.title) as "title",
      v.vintage as "vintage",
      v.cells::float8 as "cells",
      v.source_updated_at as "sourceUpdatedAt",
      v.committed_at as "committedAt",
      coalesce(last.finished_at, last.started_at) as "lastTaskAt",
      coalesce(last.outcome, case when last.task_id is not null then 'running' end) as "lastOutcome",
      last.error_code as "errorCode",
      (select count(*)::int from ops.finding f where f.task_id = last.task_id) as "findings",
      coalesce(s.next_update, d.next_update) as "nextUpdate",
      greatest(look.listed_updated, look.fetched_updated) as "seenUpdated",
      look.fetched_updated as "takenUpdated",
      greatest(look.looked_at, good.looked_at) as "lookedAt",
      s.due_at as "nextDueAt",
      s.reason as "nextDueReason",
      held.held_at as "heldAt",
      coalesce(last.outcome = 'quarantined', false) as "quarantined",
      coalesce(look.discontinued, false) or coalesce(d.discontinued, false) as "discontinued",
      look.retired_as as "retiredAs",
      look.successor as "successor"
    from known
    left join star.dim_dataset d using (provider, table_id)
    left join last using (provider, table_id)
    left join good using (provider, table_id)
    left join ops.schedule s using (provider, table_id)
    left join ops.table_look look using (provider, table_id)
    left join ops.held held on held.dataset_key = d.dataset_key and held.decision is null
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
