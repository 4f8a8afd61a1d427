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

/**
 * Published tables whose title, number, source or subjects have all the words, in any language
 * and whatever their case; all tables for no words. By provider and number.
 */
export async function listTables(db: ReadDb, words: string): Promise<readonly ListedTable[]> {
  const patterns = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const { rows } = await sql<ListedTable>`
    select t.provider, t.table_id as "table", t.view, t.title_no as "titleNo", t.title_en as "titleEn",
      t.source, f.state, f.state_no as "stateNo", f.state_en as "stateEn", t.vintage,
      t.cells::text as cells, t.source_updated_at as "updatedAt", t.committed_at as "committedAt"
    from mart.tables as t
    join mart.freshness as f on f.view = t.view
    join star.dim_dataset as d on d.view_name = t.view
    where t.vintage is not null
      and concat_ws(' ', t.provider || ':' || t.table_id, t.title_no, t.title_en, t.source, d.subject_paths)
        ilike all (${patterns}::text[])
    order by t.provider, t.table_id`.execute(db);
  return rows;
}
