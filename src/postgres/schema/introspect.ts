import { CompiledQuery, type Kysely } from 'kysely';
import type { Database } from '../database.generated.ts';
import { readConsistently, type ReadDb } from '../read-db.ts';
import { CATALOGUE_QUERIES } from './catalogue-queries.ts';
import { withoutOnlySource } from './view-definition.ts';
import { OBJECT_KINDS, type ObjectKind, type SchemaObject } from './schema-object.ts';

/**
 * Reads the objects of some schemas from a live database, sorted by kind and name;
 * columns in their tables' order. Schemas that do not exist contribute nothing.
 *
 * @param schemas names of schemas; default: all that are neither PostgreSQL's own nor `public`.
 */
export async function introspect(
  kysely: Kysely<Database>,
  schemas?: readonly string[],
): Promise<readonly SchemaObject[]> {
  return readConsistently(kysely, async (db) => {
    // Names then come out qualified, whatever the connection's own path is.
    await db.executeQuery(CompiledQuery.raw('set local search_path = pg_catalog'));
    const here = await schemasOf(db);
    const asked = here.filter((name) => schemas?.includes(name) ?? true);
    const objects: SchemaObject[] = [];
    for (const kind of OBJECT_KINDS) objects.push(...(await objectsOf(db, kind, asked)));
    return Object.freeze(objects);
  });
}

async function schemasOf(db: ReadDb): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<{ readonly name: string }>(
    CompiledQuery.raw(
      `select nspname as name from pg_namespace
       where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by 1`,
    ),
  );
  return rows.map(({ name }) => name);
}

async function objectsOf(
  db: ReadDb,
  kind: ObjectKind,
  schemas: readonly string[],
): Promise<readonly SchemaObject[]> {
  const { rows } = await db.executeQuery<Omit<SchemaObject, 'kind'>>(
    CompiledQuery.raw(CATALOGUE_QUERIES[kind], [schemas]),
  );
  const objects = rows.map(({ name, parent, definition }) => {
    const text = definition.trim();
    return Object.freeze({
      kind,
      name,
      parent,
      definition: kind === 'view' ? withoutOnlySource(text) : text,
    });
  });
  return kind === 'column' ? objects : objects.toSorted((a, b) => naturalOrder(a.name, b.name));
}

/** By code point, but digits by their number, so that bucket 10 comes after bucket 9. */
function naturalOrder(left: string, right: string): number {
  const [a, b] = [sortKey(left), sortKey(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function sortKey(name: string): string {
  return name.replaceAll(/\d+/g, (digits) => digits.padStart(10, '0'));
}
