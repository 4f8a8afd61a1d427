import { sql } from 'kysely';
import type { CodeSpan } from '../../transform/classification/classification.ts';
import type { LoadSession } from '../session.ts';

/** Numbers of dated codes by what happened to them. */
export interface CodeCounts {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
}

/** Brings the dated codes of a classification up to date. A code that begins on the same day keeps its key. */
export async function saveCodes(
  { db }: LoadSession,
  conceptKey: number,
  codes: readonly CodeSpan[],
): Promise<CodeCounts> {
  const rows = JSON.stringify(
    codes.map(({ code, from, to, level, parent, names }) => ({
      code,
      valid_from: from,
      valid_to: to,
      level,
      parent_code: parent,
      name_no: names.no,
      name_nn: names.nn,
      name_en: names.en,
    })),
  );
  const input = sql`jsonb_to_recordset(${rows}::jsonb) as i (
    code text, valid_from date, valid_to date, level smallint, parent_code text, name_no text,
    name_nn text, name_en text)`;
  const withdrawn = await sql`
    delete from star.dim_concept_code c
    where c.concept_key = ${conceptKey} and not exists (
      select from ${input} where i.code = c.code and i.valid_from = c.valid_from)`.execute(db);
  const changed = await sql`
    update star.dim_concept_code c set
      valid_to = i.valid_to, level = i.level, parent_code = i.parent_code, name_no = i.name_no,
      name_nn = i.name_nn, name_en = i.name_en
    from ${input}
    where c.concept_key = ${conceptKey} and i.code = c.code and i.valid_from = c.valid_from
      and (c.valid_to, c.level, c.parent_code, c.name_no, c.name_nn, c.name_en) is distinct from
        (i.valid_to, i.level, i.parent_code, i.name_no, i.name_nn, i.name_en)`.execute(db);
  const added = await sql`
    insert into star.dim_concept_code (
      concept_key, code, valid_from, valid_to, level, parent_code, name_no, name_nn, name_en)
    select ${conceptKey}, i.code, i.valid_from, i.valid_to, i.level, i.parent_code, i.name_no,
      i.name_nn, i.name_en
    from ${input}
    where not exists (
      select from star.dim_concept_code c
      where c.concept_key = ${conceptKey} and c.code = i.code and c.valid_from = i.valid_from)
    order by i.code, i.valid_from`.execute(db);
  const [gone, other, fresh] = [withdrawn, changed, added].map(({ numAffectedRows }) =>
    Number(numAffectedRows ?? 0n),
  ) as [number, number, number];
  return { added: fresh, changed: other, withdrawn: gone, unchanged: codes.length - other - fresh };
}
