import { sql } from 'kysely';
import type { CorrespondencePair } from '../../transform/classification/classification.ts';
import type { LoadSession } from '../session.ts';

/** Replaces the pairs that a classification has with others. */
export async function saveCorrespondences(
  { db }: LoadSession,
  sourceKey: number,
  targets: readonly {
    readonly conceptKey: number;
    readonly pairs: readonly CorrespondencePair[];
  }[],
): Promise<void> {
  await sql`
    delete from star.bridge_concept_correspondence
    where source_concept_key = ${sourceKey}`.execute(db);
  for (const { conceptKey, pairs } of targets) {
    const rows = JSON.stringify(
      pairs.map(({ sourceCode, targetCode, targetName, from, to }) => ({
        source_code: sourceCode,
        target_code: targetCode,
        target_name: targetName,
        valid_from: from,
        valid_to: to,
      })),
    );
    await sql`
      insert into star.bridge_concept_correspondence (
        source_concept_key, target_concept_key, source_code, target_code, valid_from, valid_to,
        target_name_no)
      select ${sourceKey}, ${conceptKey}, r.source_code, r.target_code, r.valid_from, r.valid_to,
        r.target_name
      from jsonb_to_recordset(${rows}::jsonb) as r (
        source_code text, target_code text, target_name text, valid_from date, valid_to date)
      order by r.source_code, r.valid_from, r.target_code`.execute(db);
  }
}
