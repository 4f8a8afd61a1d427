import { stringify } from 'yaml';
import type { ColumnType, Language, MartTable } from '../mart.ts';
import { additivityAdvice, COLUMNS, namedMeasures } from './measures.ts';
import type { Pack } from './pack.ts';
import { stableUuid } from './stable-uuid.ts';
import { supersetMetric } from './superset-metric.ts';

const TYPES: Readonly<Record<ColumnType, string>> = Object.freeze({
  text: 'TEXT',
  integer: 'BIGINT',
  number: 'NUMERIC',
  boolean: 'BOOLEAN',
  date: 'DATE',
  instant: 'TIMESTAMP WITH TIME ZONE',
  json: 'JSONB',
  list: 'TEXT',
});

/**
 * What stands for a password in Superset's own exports (`PASSWORD_MASK` in its `constants.py`): an
 * import that finds it asks for the real one. A pack never holds a password.
 */
const PASSWORD_MASK = 'X'.repeat(10);

/** A bundle for Superset's import of datasets: zip the folder, or hand it to `superset import-datasources`. */
export const supersetPack: Pack = ({ tables, language }, { host, port, database }) => {
  const databaseUuid = stableUuid(`superset:${host}:${port}/${database}`);
  return [
    {
      path: 'superset/metadata.yaml',
      text: stringify({
        version: '1.0.0',
        type: 'SqlaTable',
        timestamp: latestOf(tables),
      }),
    },
    {
      path: 'superset/databases/statbank.yaml',
      text: stringify({
        database_name: 'statbank',
        sqlalchemy_uri: `postgresql+psycopg2://statbank_reader:${PASSWORD_MASK}@${host}:${port}/${database}`,
        expose_in_sqllab: true,
        allow_ctas: false,
        allow_dml: false,
        uuid: databaseUuid,
        version: '1.0.0',
      }),
    },
    ...tables.map((table) => ({
      path: `superset/datasets/statbank/${table.view.name}.yaml`,
      text: stringify(dataset(table, language, databaseUuid, `${host}:${port}/${database}`)),
    })),
  ];
};

function dataset(table: MartTable, language: Language, databaseUuid: string, where: string) {
  const { view } = table;
  const { value, start } = COLUMNS[language];
  const labels = new Map(table.variables.map(({ column, label }) => [column, label]));
  return {
    table_name: view.name,
    main_dttm_col: start,
    description: view.description,
    schema: 'mart',
    sql: null,
    params: null,
    template_params: null,
    filter_select_enabled: true,
    fetch_values_predicate: null,
    extra: null,
    uuid: stableUuid(`superset:${where}:${view.name}`),
    metrics: namedMeasures(table).map((measure) => ({
      metric_name: measure.code === '' ? value : measure.code,
      verbose_name: measure.name,
      metric_type: null,
      expression: supersetMetric(table, measure, value),
      description: additivityAdvice(measure, language),
      d3format: `,.${measure.decimals ?? 0}f`,
      warning_text: null,
      extra: null,
    })),
    columns: view.columns.map(({ name, type, description }) => ({
      column_name: name,
      verbose_name: labels.get(name) ?? null,
      is_dttm: type === 'date' || type === 'instant',
      is_active: true,
      type: TYPES[type],
      groupby: type !== 'number',
      filterable: true,
      expression: null,
      description,
      python_date_format: null,
      extra: null,
    })),
    version: '1.0.0',
    database_uuid: databaseUuid,
  };
}

function latestOf(tables: readonly MartTable[]): string {
  return (
    tables
      .map(({ committedAt }) => committedAt)
      .toSorted()
      .at(-1) ?? '1970-01-01T00:00:00Z'
  );
}
