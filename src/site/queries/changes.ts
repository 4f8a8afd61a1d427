import { sql } from 'kysely';
import type { ReadDb } from '../../postgres/read-db.ts';

/** What one publication changed. ISO instants. */
export interface TableChange {
  readonly provider: string;
  readonly table: string;
  readonly view: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly vintage: number;
  readonly committedAt: string;
  readonly updatedAt: string | null;
  readonly wordsNo: string;
  readonly wordsEn: string;
}

/** Which publications: those of one view if one is named, at most so many. */
export interface ChangeRange {
  readonly view: string | null;
  readonly limit: number;
}

/** Publications, newest first. */
export async function listChanges(
  db: ReadDb,
  { view, limit }: ChangeRange,
): Promise<readonly TableChange[]> {
  const { rows } = await sql<TableChange>`
    select d.provider, d.table_id as "table", c.view, c.title_no as "titleNo", c.title_en as "titleEn",
      c.vintage, c.committed_at as "committedAt", c.source_updated_at as "updatedAt",
      c.words_no as "wordsNo", c.words_en as "wordsEn"
    from mart.changes as c
    join star.dim_dataset as d on d.view_name = c.view
    where ${view}::text is null or c.view = ${view}
    order by c.committed_at desc, c.view
    limit ${limit}`.execute(db);
  return rows;
}

/** A number that a vintage revised, or withdrew. */
export interface RevisedNumber {
  readonly kind: 'changed' | 'withdrawn';
  readonly codes: Readonly<Record<string, string>>;
  readonly before: string | null;
  readonly symbolBefore: string | null;
  readonly after: string | null;
  readonly symbolAfter: string | null;
}

/** The numbers that a vintage revised most, in per cent of what they were; then those withdrawn. */
export async function largestRevisions(
  db: ReadDb,
  view: string,
  vintage: number,
  limit: number,
): Promise<readonly RevisedNumber[]> {
  const { rows } = await sql<RevisedNumber>`
    select kind, codes, value_before::text as before, symbol_before as "symbolBefore",
      value_after::text as after, symbol_after as "symbolAfter"
    from mart.changed_cells(${view}, ${vintage})
    where kind <> 'added'
    order by kind, abs(value_after - value_before) / nullif(abs(value_before), 0) desc nulls last
    limit ${limit}`.execute(db);
  return rows;
}
