import { expectedSchemaText } from '../src/postgres/schema/expected-schema.ts';
import { introspect } from '../src/postgres/schema/introspect.ts';
import { renderSchema } from '../src/postgres/schema/render.ts';
import { writeOrCheck } from './committed-file.ts';
import { schemaPage } from './schema-page.ts';
import { withMigratedDatabase } from './throwaway-database.ts';

await withMigratedDatabase(async ({ kysely, pool }) => {
  const objects = await introspect(kysely);
  await writeOrCheck(
    new Map([
      ['sql/schema.sql', renderSchema(objects)],
      ['sql/schema.json', expectedSchemaText(objects)],
      ['docs/schema.md', await schemaPage(pool)],
    ]),
    'npm run schema:dump',
  );
});
