import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import { boundTables } from '../transform/claims/bound-tables.ts';
import type { Report } from '../transform/claims/claim.ts';

/** Keeps a report's definition, so that publications know which claims are bound to their cells. */
export async function registerReport(db: Kysely<Database>, report: Report): Promise<void> {
  const definition = JSON.stringify(report);
  const hash = createHash('sha256').update(definition).digest();
  const known = await db
    .selectFrom('report.report')
    .select('definition_hash')
    .where('report_id', '=', report.id)
    .executeTakeFirst();
  if (known?.definition_hash.equals(hash) === true) return;
  await db
    .insertInto('report.report')
    .values({ report_id: report.id, definition, definition_hash: hash })
    .onConflict((conflict) =>
      conflict.column('report_id').doUpdateSet({
        definition,
        definition_hash: hash,
        registered_at: sql`clock_timestamp()`,
      }),
    )
    .execute();
  await db
    .updateTable('report.claim')
    .set({ withdrawn: true })
    .where('report_id', '=', report.id)
    .execute();
  await insertClaims(db, report);
  await db.deleteFrom('report.claim_table').where('report_id', '=', report.id).execute();
  const tables = report.claims.flatMap((claim) =>
    boundTables(claim).map(({ provider, table }) => ({
      report_id: report.id,
      claim_id: claim.id,
      provider,
      table_id: table,
    })),
  );
  if (tables.length > 0) await db.insertInto('report.claim_table').values(tables).execute();
}

async function insertClaims(db: Kysely<Database>, { id, claims }: Report): Promise<void> {
  if (claims.length === 0) return;
  await db
    .insertInto('report.claim')
    .values(
      claims.map((claim, index) => ({
        report_id: id,
        claim_id: claim.id,
        section: claim.section,
        place: index + 1,
        kind: claim.test.kind,
        text_no: claim.text.no,
        text_en: claim.text.en,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['report_id', 'claim_id']).doUpdateSet((row) => ({
        section: row.ref('excluded.section'),
        place: row.ref('excluded.place'),
        kind: row.ref('excluded.kind'),
        text_no: row.ref('excluded.text_no'),
        text_en: row.ref('excluded.text_en'),
        withdrawn: false,
      })),
    )
    .execute();
}
