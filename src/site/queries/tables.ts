import { sql } from 'kysely';
import type { ReadDb } from '../../postgres/read-db.ts';

/** A table in a list. ISO instants; null where there is none. */
export interface ListedTable {
  readonly provider: string;
  readonly table: string;
  readonly view: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly state: string;
  readonly stateNo: string;
  readonly stateEn: string;
  readonly vintage: number;
  readonly cells: string;
  readonly updatedAt: string | null;
  readonly committedAt: string;
}

/** Which tables, and which part of the list of them. */
export interface TableSearch {
  /** All of them in title, number, source or subjects, in any language and case; all tables for none. */
  readonly words?: string;
  /** States of `mart.freshness`; any if not given. */
  readonly states?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
}

/** A part of a list, and how long the whole is. */
export interface FoundTables {
  readonly tables: readonly ListedTable[];
  readonly total: number;
}

/** Published tables by provider and number. */
export async function listTables(
  db: ReadDb,
  { words = '', states, limit, offset = 0 }: TableSearch,
): Promise<FoundTables> {
  const patterns = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const { rows } = await sql<ListedTable & { readonly total: number }>`
    select t.provider, t.table_id as "table", t.view, t.title_no as "titleNo", t.title_en as "titleEn",
      t.source, f.state, f.state_no as "stateNo", f.state_en as "stateEn", t.vintage,
      t.cells::text as cells, t.source_updated_at as "updatedAt", t.committed_at as "committedAt",
      (count(*) over ())::int as total
    from mart.tables as t
    join mart.freshness as f on f.view = t.view
    join star.dim_dataset as d on d.view_name = t.view
    where t.vintage is not null
      and (${states ?? null}::text[] is null or f.state = any (${states ?? null}::text[]))
      and concat_ws(' ', t.provider || ':' || t.table_id, t.title_no, t.title_en, t.source, d.subject_paths)
        ilike all (${patterns}::text[])
    order by t.provider, t.table_id
    limit ${limit} offset ${offset}`.execute(db);
  return { tables: rows, total: rows[0]?.total ?? 0 };
}

/** What is here in all; `cells` as a decimal. */
export async function countTables(
  db: ReadDb,
): Promise<{ readonly tables: number; readonly cells: string }> {
  const { rows } = await sql<{ readonly tables: number; readonly cells: string }>`
    select count(*)::int as tables, coalesce(sum(cells), 0)::text as cells
    from mart.tables where vintage is not null`.execute(db);
  return rows[0] ?? { tables: 0, cells: '0' };
}
