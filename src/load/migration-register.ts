import { readFileSync } from 'node:fs';
import type { ClientBase, Pool } from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import { OLDEST_MAJOR } from '../postgres/embedded/binaries.ts';
import type { Migration } from './migration-files.ts';

/** A migration as the database remembers it. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly programVersion: string;
}

/**
 * Makes the table of applied migrations. In a schema of its own: it must exist before the
 * first migration, and outlive a schema that is made anew.
 */
export async function ensureRegister(client: ClientBase): Promise<void> {
  await client.query(`
    create schema if not exists statbank_meta;
    comment on schema statbank_meta is 'Which migrations this database has. Written by the statbank program only.';
    create table if not exists statbank_meta.migration (
      number integer not null,
      name text not null,
      checksum text not null,
      program_version text not null,
      applied_at timestamptz not null default clock_timestamp(),
      constraint migration_pk primary key (number)
    );
    comment on table statbank_meta.migration is 'Applied migration files, with the SHA-256 of the bytes that were applied.';
  `);
}

/** Applied migrations by number; none where no migration ever ran. */
export async function appliedMigrations(
  client: ClientBase | Pool,
): Promise<readonly AppliedMigration[]> {
  const register = await client.query<{ readonly found: boolean }>(
    `select to_regclass('statbank_meta.migration') is not null as found`,
  );
  if (register.rows[0]?.found !== true) return [];
  const { rows } = await client.query<AppliedMigration>(
    'select number, name, checksum, program_version as "programVersion" from statbank_meta.migration order by number',
  );
  return rows;
}

export async function recordMigration(client: ClientBase, migration: Migration): Promise<void> {
  await client.query(
    'insert into statbank_meta.migration (number, name, checksum, program_version) values ($1, $2, $3, $4)',
    [migration.number, migration.name, migration.checksum, programVersion()],
  );
}

/** @throws StatbankError SB_DB_MIGRATION if the server is older than the SQL is written for. */
export async function requireServer(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ readonly number: number; readonly text: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as text`,
  );
  const server = rows[0];
  if (server !== undefined && server.number >= OLDEST_MAJOR * 10_000) return;
  throw new StatbankError(
    'SB_DB_MIGRATION',
    `The server is PostgreSQL ${server?.text}; statbank needs version ${OLDEST_MAJOR} or newer. ` +
      'Upgrade it, or unset DATABASE_URL to use the embedded server.',
    { context: { server: server?.text } },
  );
}

function programVersion(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { readonly version: string }).version;
}
