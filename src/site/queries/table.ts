import { sql } from 'kysely';
import type { ReadDb } from '../../postgres/read-db.ts';
import type { TableRef } from '../../transform/table.ts';

/** A value of a variable. */
export interface TableValue {
  readonly code: string;
  readonly labelNo: string;
  readonly labelEn: string | null;
  readonly total: boolean;
}

/** A variable with the values that it has in the newest vintage, in the table's order. */
export interface TableVariable {
  readonly code: string;
  readonly labelNo: string;
  readonly labelEn: string | null;
  readonly role: string;
  /** Its column in the table's view; that of the codes ends in `_kode`. */
  readonly column: string;
  readonly values: readonly TableValue[];
}

/** A table as its page shows it. ISO instants; null where there is none. */
export interface TableFacts {
  readonly datasetKey: number;
  readonly view: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  readonly notesNo: readonly string[];
  readonly stateNo: string;
  readonly stateEn: string;
  readonly vintage: number;
  readonly cells: string;
  readonly updatedAt: string | null;
  readonly committedAt: string;
  readonly nextReleaseAt: string | null;
  /** Whom the newest vintage was fetched from, such as `data.ssb.no`; null for a file that was imported. */
  readonly fetchedFrom: string | null;
  readonly variables: readonly TableVariable[];
}

/** Everything about a table but its numbers; null for a table that was never published. */
export async function tableFacts(db: ReadDb, ref: TableRef): Promise<TableFacts | null> {
  const { rows } = await sql<TableFacts>`
    select d.dataset_key as "datasetKey", d.view_name as view, d.title_no as "titleNo",
      d.title_en as "titleEn", d.source, d.licence, d.notes_no as "notesNo",
      f.state_no as "stateNo", f.state_en as "stateEn", t.vintage, t.cells::text as cells,
      t.source_updated_at as "updatedAt", t.committed_at as "committedAt",
      f.next_release_at as "nextReleaseAt",
      (select substring(r.url from '^https?://([^/]+)') from mart.lineage_responses as r
       where r.view = d.view_name and r.vintage = t.vintage
       order by r.ordinal desc limit 1) as "fetchedFrom",
      (select coalesce(jsonb_agg(jsonb_build_object(
          'code', v.code, 'labelNo', v.label_no, 'labelEn', v.label_en, 'role', v.role,
          'column', v.column_no, 'values', case v.role
            when 'time' then times.list when 'metric' then measures.list else members.list end)
        order by v.position), '[]')
      from star.dim_variable as v
      left join lateral (
        select jsonb_agg(jsonb_build_object(
          'code', m.code, 'labelNo', m.label_no, 'labelEn', m.label_en,
          'total', m.is_elimination or mart.stands_for_all(m.label_no))
          order by m.position) as list
        from star.dim_member as m
        where m.variable_key = v.variable_key and m.position is not null
      ) as members on v.role not in ('time', 'metric')
      left join lateral (
        select jsonb_agg(jsonb_build_object(
          'code', m.code, 'labelNo', m.label_no, 'labelEn', m.label_en, 'total', false)
          order by m.position) as list
        from star.dim_measure as m
        where m.dataset_key = d.dataset_key and m.position is not null
      ) as measures on v.role = 'metric'
      left join lateral (select '[]'::jsonb as list) as times on true
      where v.dataset_key = d.dataset_key and v.position is not null) as variables
    from star.dim_dataset as d
    join mart.tables as t on t.view = d.view_name
    join mart.freshness as f on f.view = d.view_name
    where d.provider = ${ref.provider} and d.table_id = ${ref.table} and t.vintage is not null`.execute(
    db,
  );
  return rows[0] ?? null;
}
