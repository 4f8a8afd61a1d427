import { z } from 'zod';

/**
 * Metabase's serialized metadata, restated from `test_resources/serialization_baseline` of its
 * repository and the types in `shared/src/metabase/types.cljc`.
 */
const name = z.string().min(1);
const path = (...models: readonly string[]) =>
  z
    .array(z.strictObject({ model: z.string(), id: name }))
    .refine((steps) => steps.map(({ model }) => model).join() === models.join(), {
      message: `expected ${models.join(', ')}`,
    });

const TYPES = z.enum([
  'type/Text',
  'type/BigInteger',
  'type/Decimal',
  'type/Boolean',
  'type/Date',
  'type/DateTimeWithLocalTZ',
  'type/JSON',
  'type/Array',
]);

export const METABASE_DATABASE = z.strictObject({
  name,
  engine: z.literal('postgres'),
  details: z.strictObject({
    host: name,
    port: z.int().positive(),
    dbname: name,
    'schema-filters-type': z.enum(['all', 'inclusion', 'exclusion']),
    'schema-filters-patterns': name,
  }),
  'serdes/meta': path('Database'),
});

export const METABASE_TABLE = z.strictObject({
  name,
  schema: name,
  db_id: name,
  description: z.string().nullable(),
  active: z.boolean(),
  'serdes/meta': path('Database', 'Schema', 'Table'),
});

export const METABASE_FIELD = z.strictObject({
  name,
  table_id: z.tuple([name, name, name]),
  description: z.string().nullable(),
  active: z.boolean(),
  position: z.int().nonnegative(),
  base_type: TYPES,
  effective_type: TYPES,
  database_type: name,
  semantic_type: z.enum(['type/PK', 'type/FK']).nullable(),
  fk_target_field_id: z.tuple([name, name, name, name]).nullable(),
  visibility_type: z.enum(['normal', 'details-only', 'hidden', 'sensitive', 'retired']),
  'serdes/meta': path('Database', 'Schema', 'Table', 'Field'),
});
