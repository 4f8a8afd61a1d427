import { expectedSchemaText } from '../src/postgres/schema/expected-schema.ts';
import { introspect } from '../src/postgres/schema/introspect.ts';
import { renderSchema } from '../src/postgres/schema/render.ts';
import { writeOrCheck } from './committed-file.ts';
import { withMigratedDatabase } from './throwaway-database.ts';

const objects = await withMigratedDatabase(({ kysely }) => introspect(kysely));

await writeOrCheck(
  new Map([
    ['sql/schema.sql', renderSchema(objects)],
    ['sql/schema.json', expectedSchemaText(objects)],
  ]),
  'npm run schema:dump',
);
