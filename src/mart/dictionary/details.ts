import type { ClientBase } from 'pg';
import type { Language, MartTable } from '../mart.ts';

/** What a table's page tells beyond what is known of every table. */
export interface TableDetails {
  /** Values by code of their variable, as many as a page shows. */
  readonly values: ReadonlyMap<string, readonly DictionaryValue[]>;
  readonly notes: readonly DictionaryNote[];
  readonly responses: readonly DictionaryResponse[];
}

export interface DictionaryValue {
  readonly code: string;
  readonly label: string;
}

/** A note on the table, or on one value of a variable. */
export interface DictionaryNote {
  readonly variable: string | null;
  readonly value: string | null;
  readonly note: string;
}

/** A response that the standing vintage was made from. */
export interface DictionaryResponse {
  readonly responded_at: string;
  readonly purpose: string;
  readonly url: string;
  readonly sha256: string;
}

/** A symbol printed instead of or beside a number. */
export interface DictionarySymbol {
  readonly symbol: string;
  readonly meaning: string | null;
}

/** A page with more values than this is no longer read; the rest is in `mart.dim_member`. */
export const MAX_VALUES = 100;

/** Reads what is on one table's page. */
export async function readTableDetails(
  client: ClientBase,
  { id, baseView, vintage }: MartTable,
  language: Language,
): Promise<TableDetails> {
  const en = language === 'no' ? '' : '_en';
  const members = await client.query<DictionaryValue & { readonly variable: string }>(
    `select v.code as variable, m.code, m.label
     from mart.dim_table_en as d
     join mart.dim_variable${en} as v (variable_key, table_key, code) using (table_key)
     join mart.dim_member${en} as m (member_key, variable_key, code, label, place) using (variable_key)
     where d.table_id = $1 and m.place < $2
     order by v.code, m.place`,
    [id, MAX_VALUES],
  );
  const values = new Map<string, DictionaryValue[]>();
  for (const { variable, code, label } of members.rows) {
    const list = values.get(variable) ?? [];
    list.push({ code, label });
    values.set(variable, list);
  }
  const notes = await client.query<DictionaryNote>(
    `select variable_code as variable, member_code as value,
       case when $2 = 'en' then coalesce(note_en, note_no) else note_no end as note
     from mart.notes where view = $1
     order by variable_code nulls first, member_code, place`,
    [baseView, language],
  );
  const responses = await client.query<DictionaryResponse>(
    `select responded_at, purpose, url, sha256
     from mart.lineage_responses where view = $1 and vintage = $2
       and attempt = (select max(attempt) from mart.lineage_responses where view = $1 and vintage = $2)
     order by ordinal`,
    [baseView, vintage],
  );
  return { values, notes: notes.rows, responses: responses.rows };
}

/** Every symbol that has a meaning. */
export async function readSymbols(
  client: ClientBase,
  language: Language,
): Promise<readonly DictionarySymbol[]> {
  const { rows } = await client.query<DictionarySymbol>(
    `select symbol, meaning from mart.dim_status${language === 'no' ? '' : '_en'} as s (status_key, symbol, meaning)
     where symbol <> '' order by status_key`,
  );
  return rows;
}
