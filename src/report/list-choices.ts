import { sql } from 'kysely';
import type { ReadDb } from '../postgres/read-db.ts';
import type { Language } from '../transform/decimal-words.ts';
import { hasWords } from '../transform/has-words.ts';
import type { TableRef } from '../transform/table.ts';

/** A variable of a table with what can be chosen of it. */
export interface Choices {
  readonly variable: string;
  readonly label: string;
  readonly role: string;
  /** In the table's order; of periods the newest first. */
  readonly codes: readonly { readonly code: string; readonly label: string }[];
}

/** A table that is here, as it is found by words. */
export interface FoundTable {
  readonly table: string;
  readonly title: string;
}

/** Tables that are here whose id or title, in whichever language, has every word. */
export async function searchTables(
  db: ReadDb,
  words: readonly string[],
  language: Language,
): Promise<readonly FoundTable[]> {
  const tables = await db
    .selectFrom('mart.tables')
    .select(['provider', 'table_id', 'title_no', 'title_en'])
    .orderBy('provider')
    .orderBy('table_id')
    .execute();
  return tables.flatMap(({ provider, table_id, title_no, title_en }) => {
    const table = `${provider}:${table_id}`;
    if (!hasWords(`${table} ${title_no} ${title_en}`, words.join(' '))) return [];
    return [{ table, title: (language === 'en' ? title_en : null) ?? title_no ?? '' }];
  });
}

/** The variables of a table in its order, with their codes; empty if it is not here. */
export async function listChoices(
  db: ReadDb,
  { provider, table }: TableRef,
  language: Language,
): Promise<readonly Choices[]> {
  const labelOf = (row: string) =>
    language === 'no'
      ? sql.ref(`${row}.label_no`)
      : sql`coalesce(${sql.ref(`${row}.label_en`)}, ${sql.ref(`${row}.label_no`)})`;
  const { rows } = await sql<Choices>`
    select v.code as variable, ${labelOf('v')} as label, v.role,
      coalesce(known.codes, '[]') as codes
    from star.dim_dataset as d
    join star.dim_variable as v on v.dataset_key = d.dataset_key
    left join lateral (
      select jsonb_agg(jsonb_build_object('code', c.code, 'label', c.label) order by c.place) as codes
      from (
        select m.code, ${labelOf('m')} as label, m.position as place
        from star.dim_member as m
        where v.role in ('geo', 'classification') and m.variable_key = v.variable_key
          and m.position is not null and not m.preview_only
        union all
        select ms.code, ${labelOf('ms')} || coalesce(', ' || ms.unit_no, ''), ms.position
        from star.dim_measure as ms
        where v.role = 'metric' and ms.dataset_key = d.dataset_key
          and ms.position is not null and not ms.preview_only
        union all
        select t.code, t.code, -row_number() over (order by t.sort_key)
        from star.dim_time as t
        where v.role = 'time' and exists (
          select from star.fact_observation as f
          where f.bucket = d.bucket and f.dataset_key = d.dataset_key and f.time_key = t.time_key)
      ) as c
    ) as known on true
    where d.provider = ${provider} and d.table_id = ${table}
      and v.position is not null and not v.preview_only
    order by v.position`.execute(db);
  return rows;
}
