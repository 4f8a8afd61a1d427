import { z } from 'zod';

/**
 * dbt's property files, restated from `schemas/latest/dbt_yml_files-latest.json` of
 * dbt-labs/dbt-jsonschema and, for `config` of sources since 1.10, docs.getdbt.com.
 */
const name = z.string().min(1);
const after = z.strictObject({
  count: z.int().positive(),
  period: z.enum(['minute', 'hour', 'day']),
});
const source = z.string().regex(/^source\('\w+', '[^']+'\)$/);

const DATA_TEST = z.union([
  z.enum(['unique', 'not_null']),
  z.strictObject({
    relationships: z.strictObject({ arguments: z.strictObject({ to: source, field: name }) }),
  }),
]);

const TABLE = z.strictObject({
  name,
  description: z.string(),
  columns: z.array(
    z.strictObject({
      name,
      description: z.string(),
      data_tests: z.array(DATA_TEST).min(1).optional(),
    }),
  ),
  config: z
    .strictObject({
      freshness: z.strictObject({ warn_after: after, error_after: after }),
      loaded_at_query: z.string().regex(/^select /),
    })
    .optional(),
  // dbt takes anything here; this is what a pack puts there.
  meta: z
    .strictObject({ table: name, title: name, attribution: name, licence: z.url().nullable() })
    .optional(),
});

export const DBT_SOURCES = z.strictObject({
  version: z.literal(2),
  sources: z.array(
    z.strictObject({
      name,
      database: name,
      schema: name,
      description: z.string(),
      tables: z.array(TABLE).min(1),
    }),
  ),
});

export const DBT_EXPOSURES = z.strictObject({
  version: z.literal(2),
  exposures: z.array(
    z.strictObject({
      name: z.string().regex(/^\w+$/),
      label: name,
      type: z.enum(['dashboard', 'notebook', 'analysis', 'ml', 'application']),
      maturity: z.enum(['high', 'medium', 'low']),
      owner: z.union([z.strictObject({ name }), z.strictObject({ email: z.email() })]),
      depends_on: z.array(source),
    }),
  ),
});
