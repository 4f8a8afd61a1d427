import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';

/** The cell that a vintage moved most. Numbers as text, exactly as published. */
export interface LargestChange {
  readonly period: string;
  /** Labels of its values other than totals; of its region if there is nothing else. */
  readonly placeNo: readonly string[];
  readonly placeEn: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** What one vintage brought. */
export interface NewVintage {
  readonly table: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly vintage: number;
  readonly cells: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly largest: LargestChange | null;
}

/** A table whose newest data is not here, and why. */
export interface Trouble {
  readonly table: string;
  readonly outcome: 'held' | 'quarantined' | 'failed';
  readonly code: string | null;
}

/** What happened since a moment. */
export interface Summary {
  readonly since: string;
  readonly until: string;
  readonly vintages: readonly NewVintage[];
  readonly troubles: readonly Trouble[];
  readonly unchanged: number;
  readonly runs: number;
}

/** Collects what happened between two moments, by the clock of the database. */
export async function summarise(db: Kysely<Database>, since: Date, until: Date): Promise<Summary> {
  const [from, to] = [since.toISOString(), until.toISOString()];
  const vintages = await sql<
    Omit<NewVintage, 'largest'> & { readonly datasetKey: number; readonly bucket: number }
  >`
    select d.dataset_key as "datasetKey", d.bucket, d.provider || ':' || d.table_id as "table",
      d.title_no as "titleNo", d.title_en as "titleEn", v.vintage, v.cells::float8 as cells,
      v.cells_added::float8 as added, v.cells_changed::float8 as changed,
      v.cells_withdrawn::float8 as withdrawn
    from star.dim_vintage v join star.dim_dataset d using (dataset_key)
    where v.committed_at >= ${from}::timestamptz and v.committed_at < ${to}::timestamptz
    order by "table", v.vintage`.execute(db);
  const brought: NewVintage[] = [];
  for (const { datasetKey, bucket, ...vintage } of vintages.rows) {
    const largest =
      vintage.changed === 0 ? null : await largestChange(db, datasetKey, bucket, vintage.vintage);
    brought.push({ ...vintage, largest });
  }
  const tasks = await sql<Omit<Trouble, 'outcome'> & { readonly outcome: string }>`
    select distinct on (t.provider, t.table_id)
      t.provider || ':' || t.table_id as "table", t.outcome, t.error_code as code
    from ops.task t
    where t.finished_at >= ${from}::timestamptz and t.finished_at < ${to}::timestamptz
    order by t.provider, t.table_id, t.finished_at desc`.execute(db);
  const runs = await sql<{ readonly count: number }>`
    select count(*)::int as count from ops.run
    where started_at >= ${from}::timestamptz and started_at < ${to}::timestamptz`.execute(db);
  const changed = new Set(brought.map(({ table }) => table));
  return {
    since: from,
    until: to,
    vintages: brought,
    troubles: tasks.rows.filter(isTrouble),
    unchanged: tasks.rows.filter(
      ({ table, outcome }) => outcome === 'unchanged' && !changed.has(table),
    ).length,
    runs: runs.rows[0]?.count ?? 0,
  };
}

function isTrouble(task: Omit<Trouble, 'outcome'> & { readonly outcome: string }): task is Trouble {
  return ['held', 'quarantined', 'failed'].includes(task.outcome);
}

/** The cell that changed most between two numbers; null where only symbols changed. */
async function largestChange(
  db: Kysely<Database>,
  datasetKey: number,
  bucket: number,
  vintage: number,
): Promise<LargestChange | null> {
  const found = await sql<LargestChange>`
    with moved as (
      select r.series_key, r.time_key, r.value as before, n.value as after
      from star.fact_revision r
      join lateral (
        select o.value from star.fact_observation o
        where o.bucket = ${bucket} and o.series_key = r.series_key and o.time_key = r.time_key
          and o.v_from = ${vintage}
        union all
        select l.value from star.fact_revision l
        where l.bucket = ${bucket} and l.series_key = r.series_key and l.time_key = r.time_key
          and l.v_from = ${vintage}
      ) n on true
      where r.bucket = ${bucket} and r.dataset_key = ${datasetKey} and r.v_to = ${vintage}
        and n.value <> r.value
      order by abs(n.value - r.value) desc, r.series_key, r.time_key
      limit 1
    )
    select t.code as period, moved.before::text, moved.after::text,
      trim_scale(moved.after - moved.before)::text as difference,
      place.no as "placeNo", place.en as "placeEn"
    from moved
    join star.dim_series s using (series_key)
    join star.dim_time t using (time_key)
    cross join lateral (
      select
        coalesce(
          array_agg(m.label_no order by v.slot) filter (where not m.is_elimination),
          array_agg(m.label_no order by v.slot) filter (where v.role = 'geo'), '{}') as no,
        coalesce(
          array_agg(coalesce(m.label_en, m.label_no) order by v.slot) filter (where not m.is_elimination),
          array_agg(coalesce(m.label_en, m.label_no) order by v.slot) filter (where v.role = 'geo'), '{}') as en
      from star.dim_variable v
      join star.dim_member m on m.member_key = s.members[v.slot]
      where v.dataset_key = s.dataset_key
    ) place`.execute(db);
  return found.rows[0] ?? null;
}
