import type { ClientBase } from 'pg';
import type {
  ColumnType,
  Language,
  Mart,
  MartColumn,
  MartMeasure,
  MartReference,
  MartTable,
  MartVariable,
  MartView,
} from './mart.ts';
import {
  COLUMNS,
  KEYS,
  type MeasureRow,
  measuresQuery,
  RELATIONSHIPS,
  TABLES,
  type TableRow,
  type VariableRow,
  variablesQuery,
} from './queries.ts';

/** Names of the conformed dimensions without their language. */
const DIMENSIONS = Object.freeze([
  'dim_table',
  'dim_time',
  'dim_region',
  'dim_measure',
  'dim_status',
  'dim_variable',
  'dim_member',
  'dim_series',
  'series_member',
]);

/**
 * Reads what `mart` has, with a reader's rights and from `mart` alone. Values of variables
 * are not among it: there are millions.
 *
 * @param only names of tables such as `ssb:07459`; null for all
 */
export async function readMart(
  client: ClientBase,
  language: Language,
  only: readonly string[] | null = null,
): Promise<Mart> {
  const suffix = language === 'en' ? '_en' : '';
  const { rows: tables } = await client.query<TableRow>(TABLES, [only, language]);
  const fixed = [...DIMENSIONS, 'fact_current'].map((name) => `${name}${suffix}`);
  const names = [...fixed, ...tables.map(({ base_view }) => `${base_view}${suffix}`)];
  const views = await readViews(client, names);
  const variables = await grouped<VariableRow>(client, variablesQuery(language), only);
  const measures = await grouped<MeasureRow>(client, measuresQuery(language), only);
  const view = (name: string): MartView => {
    const found = views.get(name);
    if (found === undefined) throw new Error(`There is no view mart.${name}.`);
    return found;
  };
  return Object.freeze({
    language,
    tables: tables.map((row) =>
      tableOf(
        row,
        view(`${row.base_view}${suffix}`),
        (variables.get(row.table_id) ?? []).map((variable) => variableOf(variable, language)),
        (measures.get(row.table_id) ?? []).map(measureOf),
      ),
    ),
    dimensions: DIMENSIONS.map((name) => view(`${name}${suffix}`)),
    facts: view(`fact_current${suffix}`),
  });
}

async function readViews(
  client: ClientBase,
  names: readonly string[],
): Promise<ReadonlyMap<string, MartView>> {
  const { rows } = await client.query<{
    readonly view: string;
    readonly description: string | null;
    readonly columns: readonly { name: string; type: string; description: string | null }[];
  }>(COLUMNS, [names]);
  const keys = await client.query<{ readonly view: string; readonly columns: readonly string[] }>(
    KEYS,
    [names],
  );
  const links = await client.query<MartReference & { readonly view: string }>(RELATIONSHIPS, [
    names,
  ]);
  const keyOf = new Map(keys.rows.map((row) => [row.view, row.columns]));
  const linksOf = groupBy(links.rows, ({ view }) => view);
  return new Map(
    rows.map(({ view, description, columns }) => [
      view,
      Object.freeze({
        name: view,
        description: description ?? '',
        columns: columns.map((column): MartColumn => ({
          name: column.name,
          type: columnType(column.type),
          description: column.description ?? '',
        })),
        key: keyOf.get(view) ?? [],
        references: (linksOf.get(view) ?? []).map(({ column, toView, toColumn }) => ({
          column,
          toView,
          toColumn,
        })),
      }),
    ]),
  );
}

async function grouped<Row extends { readonly table_id: string }>(
  client: ClientBase,
  query: string,
  only: readonly string[] | null,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { rows } = await client.query<Row>(query, [only]);
  return groupBy(rows, ({ table_id }) => table_id);
}

function groupBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function tableOf(
  row: TableRow,
  view: MartView,
  variables: readonly MartVariable[],
  measures: readonly MartMeasure[],
): MartTable {
  return Object.freeze({
    id: row.table_id,
    baseView: row.base_view,
    view,
    title: row.title,
    source: row.source,
    licence: row.licence,
    official: row.official,
    state: row.state,
    stateWords: row.state_words,
    vintage: row.vintage,
    cells: row.cells,
    sourceUpdatedAt: row.source_updated_at,
    committedAt: row.committed_at,
    nextReleaseAt: row.next_release_at,
    variables,
    measures,
  });
}

function variableOf(row: VariableRow, language: Language): MartVariable {
  const suffix = language === 'no' ? '_kode' : '_code';
  return {
    code: row.code,
    label: row.label,
    role: row.role,
    column: row.column,
    codeColumn: row.role === 'time' ? row.column : `${row.column}${suffix}`,
    concept: row.concept,
    totalCode: row.total_code,
    overlaps: row.overlaps,
    exampleCode: row.total_code ?? row.first_code,
    values: row.values,
  };
}

function measureOf(row: MeasureRow): MartMeasure {
  return {
    key: row.measure_key,
    code: row.code,
    label: row.label,
    unit: row.unit,
    decimals: row.decimals,
    additivity: row.additivity,
    basePeriod: row.base_period,
    referencePeriod: row.reference_period,
  };
}

const TYPES: Readonly<Record<string, ColumnType>> = Object.freeze({
  bigint: 'integer',
  integer: 'integer',
  smallint: 'integer',
  numeric: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  date: 'date',
  'timestamp with time zone': 'instant',
  jsonb: 'json',
  'text[]': 'list',
});

function columnType(type: string): ColumnType {
  return TYPES[type] ?? 'text';
}
