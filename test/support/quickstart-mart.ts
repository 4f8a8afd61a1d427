import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { type AskAsReader, askAsReader } from './ask-as-reader.ts';
import { afterThisFile } from './cleanup.ts';
import { createTestDatabase } from './database.ts';
import { runMain } from './run-main.ts';

/** A database as `statbank quickstart` leaves it: every example table, and the report checked. */
export interface QuickstartMart {
  readonly pool: Pool;
  readonly variables: Readonly<Record<string, string>>;
  readonly ask: AskAsReader;
}

/** Fills a database for the rest of the test file. */
export async function openQuickstartMart(): Promise<QuickstartMart> {
  const database = await createTestDatabase();
  const home = await mkdtemp(join(tmpdir(), 'statbank-quickstart-'));
  afterThisFile(async () => rm(home, { recursive: true }));
  const variables = { DATABASE_URL: database.url, STATBANK_HOME: home };
  const { exitCode, stderr } = await runMain(['quickstart', '--quiet'], { variables });
  if (exitCode !== 0) throw new Error(`quickstart ended with ${exitCode}: ${stderr}`);
  const connection = await database.connect();
  afterThisFile(async () => connection.close());
  const { pool } = connection;
  return { pool, variables, ask: askAsReader(pool) };
}

/** Types of a view's columns by their names, in Postgres' words, as a reader sees them. */
export type ViewColumns = ReadonlyMap<string, string>;

/** Every view of `mart` that a reader may read, from Postgres' own catalogue. */
export async function viewsOf({ ask }: QuickstartMart): Promise<ReadonlyMap<string, ViewColumns>> {
  const rows = await ask(`
    select c.relname as view, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
    from pg_class as c join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v'
      and has_table_privilege(c.oid, 'select')
    order by c.relname, a.attnum`);
  const views = new Map<string, Map<string, string>>();
  for (const { view, column, type } of rows) {
    const columns = views.get(String(view)) ?? new Map<string, string>();
    views.set(String(view), columns.set(String(column), String(type)));
  }
  return views;
}
