import { sql } from 'kysely';
import type { CubeFrame, Dimension } from '../../transform/cube.ts';
import type { LoadSession } from '../session.ts';
import type { SavePurpose } from './purpose.ts';
import type { VariableKeys } from './variables.ts';

/** What saving values did. */
export interface SavedMembers {
  /** Per dimension of the frame, `member_key` by position. */
  readonly keys: readonly (readonly number[])[];
  /** Values whose label is another than before. */
  readonly relabelled: number;
}

/**
 * Makes rows for new values and updates known ones; an earlier label that changed moves
 * to the history, valid up to `vintage`. Values that the variable no longer has lose
 * their position and keep their row, as earlier facts speak of them.
 *
 * The frame's variables must all be in `variables`.
 */
export async function saveMembers(
  session: LoadSession,
  variables: ReadonlyMap<string, VariableKeys>,
  frame: CubeFrame,
  english: CubeFrame | null,
  vintage: number,
  purpose: SavePurpose,
): Promise<SavedMembers> {
  const englishByCode = new Map(english?.dimensions.map((other) => [other.code, other]));
  const keys: (readonly number[])[] = [];
  let relabelled = 0;
  for (const dimension of frame.dimensions) {
    const variable = variables.get(dimension.code);
    if (variable === undefined) continue;
    const saved = await saveDimension(
      session,
      variable.variableKey,
      dimension,
      englishByCode.get(dimension.code),
      vintage,
      purpose,
    );
    keys.push(saved.keys);
    relabelled += saved.relabelled;
  }
  return { keys, relabelled };
}

async function saveDimension(
  { db }: LoadSession,
  variableKey: number,
  dimension: Dimension,
  english: Dimension | undefined,
  vintage: number,
  purpose: SavePurpose,
): Promise<{ readonly keys: readonly number[]; readonly relabelled: number }> {
  const englishLabels = new Map(english?.categories.map(({ code, label }) => [code, label]));
  const rows = JSON.stringify(
    dimension.categories.map((category, position) => ({
      position,
      code: category.code,
      label_no: category.label,
      label_en: englishLabels.get(category.code) ?? null,
      parent_code: category.parent,
      is_elimination: category.code === dimension.elimination?.valueCode,
      notes_no: category.notes,
    })),
  );
  const relabelled =
    purpose === 'vintage' ? await retireMembers({ db }, variableKey, rows, vintage) : 0;
  const known =
    purpose === 'vintage'
      ? sql`
      update star.dim_member m set
        label_no = i.label_no, label_en = i.label_en, position = i.position, preview_only = false,
        parent_code = i.parent_code, is_elimination = i.is_elimination, notes_no = i.notes_no
      from input i
      where m.variable_key = ${variableKey} and m.code = i.code
      returning m.code, m.member_key`
      : sql`
      select m.code, m.member_key from star.dim_member m join input i on i.code = m.code
      where m.variable_key = ${variableKey}`;
  const saved = await sql<{ member_key: number }>`
    with input as (
      select * from jsonb_to_recordset(${rows}::jsonb) as r (
        position int, code text, label_no text, label_en text, parent_code text,
        is_elimination boolean, notes_no text[])
    ), known as (${known}
    ), fresh as (
      insert into star.dim_member (
        variable_key, code, label_no, label_en, position, parent_code, is_elimination, notes_no,
        preview_only)
      select ${variableKey}, i.code, i.label_no, i.label_en,
        ${purpose === 'vintage' ? sql`i.position` : sql`null::int`}, i.parent_code,
        i.is_elimination, i.notes_no, ${purpose === 'preview'}
      from input i
      where not exists (
        select from star.dim_member m where m.variable_key = ${variableKey} and m.code = i.code)
      order by i.position
      returning code, member_key
    )
    select k.member_key
    from input i
    join (select * from known union all select * from fresh) k on k.code = i.code
    order by i.position`.execute(db);
  return { keys: saved.rows.map((row) => row.member_key), relabelled };
}

/** Moves labels that change to the history, and takes the place of values that are gone. */
async function retireMembers(
  { db }: Pick<LoadSession, 'db'>,
  variableKey: number,
  rows: string,
  vintage: number,
): Promise<number> {
  const relabelled = await sql`
    insert into star.dim_member_history (member_key, v_from, v_to, label_no, label_en)
    select m.member_key,
      coalesce((select max(h.v_to) from star.dim_member_history h where h.member_key = m.member_key), 1),
      ${vintage}, m.label_no, m.label_en
    from star.dim_member m
    join jsonb_to_recordset(${rows}::jsonb) as r (code text, label_no text, label_en text)
      on r.code = m.code
    where m.variable_key = ${variableKey} and not m.preview_only
      and (m.label_no, m.label_en) is distinct from (r.label_no, r.label_en)`.execute(db);
  await sql`
    update star.dim_member m set position = null
    where m.variable_key = ${variableKey} and m.position is not null
      and not exists (
        select from jsonb_to_recordset(${rows}::jsonb) as r (code text) where r.code = m.code)`.execute(
    db,
  );
  return Number(relabelled.numAffectedRows ?? 0n);
}
