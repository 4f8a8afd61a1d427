import { z } from 'zod';

/**
 * What Superset's import of datasets takes, restated from `superset/datasets/schemas.py`,
 * `superset/databases/schemas.py` (ImportV1…Schema) and `superset/commands/importers/v1/utils.py`.
 * Marshmallow refuses members that it does not know.
 */
const text = z.string();
const maybe = text.nullable();
const dict = z.record(z.string(), z.unknown()).nullable();

const COLUMN = z.strictObject({
  column_name: text.min(1).max(255),
  verbose_name: maybe,
  is_dttm: z.boolean(),
  is_active: z.boolean(),
  type: text.max(255).nullable(),
  groupby: z.boolean(),
  filterable: z.boolean(),
  expression: maybe,
  description: maybe,
  python_date_format: maybe,
  extra: dict,
});

const METRIC = z.strictObject({
  metric_name: text.min(1).max(255),
  verbose_name: maybe,
  metric_type: maybe,
  expression: text.min(1),
  description: maybe,
  d3format: text.max(128).nullable(),
  extra: dict,
  warning_text: maybe,
});

export const SUPERSET_DATASET = z.strictObject({
  table_name: text.min(1).max(250),
  main_dttm_col: maybe,
  description: maybe,
  schema: text.max(255).nullable(),
  sql: maybe,
  params: dict,
  template_params: dict,
  filter_select_enabled: z.boolean(),
  fetch_values_predicate: maybe,
  extra: dict,
  uuid: z.uuid(),
  columns: z.array(COLUMN),
  metrics: z.array(METRIC),
  version: z.literal('1.0.0'),
  database_uuid: z.uuid(),
});

export const SUPERSET_DATABASE = z.strictObject({
  database_name: text.min(1).max(250),
  sqlalchemy_uri: text.regex(/^postgresql\+psycopg2:\/\/\w+:X{10}@[^/]+:\d+\/.+$/),
  expose_in_sqllab: z.boolean(),
  allow_ctas: z.boolean(),
  allow_dml: z.boolean(),
  uuid: z.uuid(),
  version: z.literal('1.0.0'),
});

export const SUPERSET_METADATA = z.strictObject({
  version: z.literal('1.0.0'),
  type: z.literal('SqlaTable'),
  timestamp: z.iso.datetime({ offset: true }),
});
