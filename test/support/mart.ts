import type { OracleCell } from './oracle.ts';
import type { TestWorkshop } from './workshop.ts';

/** A column of a generated view, as a database tool shows it. */
export interface MartColumn {
  readonly view: string;
  readonly column: string;
  readonly bytes: number;
  readonly comment: string | null;
}

/** Name of the long Norwegian view of a table. */
export async function viewOf(
  workshop: TestWorkshop,
  provider: string,
  table: string,
): Promise<string> {
  const [row] = await workshop.rows(
    'select view_name from star.dim_dataset where provider = $1 and table_id = $2',
    [provider, table],
  );
  if (row === undefined) throw new Error(`${provider}:${table} was not loaded.`);
  return String(row['view_name']);
}

/** All cells of a long view, by the codes of these variables in this order. */
export async function martCells(
  workshop: TestWorkshop,
  view: string,
  variables: readonly string[],
): Promise<readonly OracleCell[]> {
  const known = await workshop.rows(
    `select v.code, v.column_no || case v.role when 'time' then '' else '_kode' end as column
     from star.dim_variable v join star.dim_dataset d using (dataset_key) where d.view_name = $1`,
    [view],
  );
  const columns = new Map(known.map((row) => [row['code'], String(row['column'])]));
  const list = variables.map((code) => `"${columns.get(code) ?? ''}"`).join(', ');
  const { rows } = await workshop.pool.query<[...string[]]>({
    text: `select verdi::text, symbol, ${list} from mart.${view}`,
    rowMode: 'array',
  });
  return rows.map(([value = null, symbol = '', ...codes]) => ({
    codes,
    value: value === null ? null : Number(value),
    symbol,
  }));
}

/** The columns of the long, English and history views of a table. */
export async function martColumns(
  workshop: TestWorkshop,
  view: string,
): Promise<readonly MartColumn[]> {
  const rows = await workshop.rows(
    `select c.relname as view, a.attname as column, octet_length(a.attname::text) as bytes,
       col_description(c.oid, a.attnum) as comment
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'mart'::regnamespace and a.attnum > 0
       and c.relname in ($1::text, $1 || '_en', $1 || '_history', $1 || '_en_history')`,
    [view],
  );
  return rows as unknown as readonly MartColumn[];
}
