import { sql } from 'kysely';
import type { ReadDb } from '../postgres/read-db.ts';
import { publisherAddress } from '../transform/publisher-address.ts';
import type { TableRef } from '../transform/table.ts';
import type { TableFacts } from './page/page-model.ts';

/** What is told of a published table beside its numbers; null if it was never published here. */
export async function readTableFacts(db: ReadDb, ref: TableRef): Promise<TableFacts | null> {
  const { rows } = await sql<Omit<TableFacts, 'ref' | 'address'>>`
    select d.title_no as "titleNo", d.title_en as "titleEn", d.source, d.licence,
      (select v.source_updated_at from star.dim_vintage v
       where v.dataset_key = d.dataset_key order by v.vintage desc limit 1) as "updatedAt"
    from star.dim_dataset d
    where d.provider = ${ref.provider} and d.table_id = ${ref.table}`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { ref, ...row, address: publisherAddress(ref) };
}
