import { sql } from 'kysely';
import type { DatasetKeys } from './dimensions/dataset.ts';
import type { LoadSession } from './session.ts';

/**
 * Tells the planner how many facts a table has that has just come. Until it knows, it expects
 * two of them and joins the labels by nested loops: a view of 88,000 cells then took a
 * minute. Later changes are left to autovacuum, as they hardly alter the proportions.
 */
export async function analyseFacts(
  { db }: LoadSession,
  { bucket }: Pick<DatasetKeys, 'bucket'>,
): Promise<void> {
  await sql`select star.analyze_bucket(${bucket}::smallint)`.execute(db);
}
