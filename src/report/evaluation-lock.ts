import { sql } from 'kysely';
import type { ReadDb } from '../postgres/read-db.ts';

/**
 * Waits until nobody else judges claims, until the end of the transaction. Two tables of one claim
 * may be published at once: whoever comes second judges by what the first has committed.
 */
export async function lockEvaluations(db: ReadDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('report.evaluation', 0))`.execute(db);
}
