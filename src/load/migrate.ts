import type { ClientBase, Pool } from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import { applyRoles } from '../postgres/roles/apply.ts';
import { ROLES } from '../postgres/roles/names.ts';
import { MIGRATIONS_FOLDER, readMigrations, type Migration } from './migration-files.ts';
import {
  appliedMigrations,
  ensureRegister,
  recordMigration,
  requireServer,
} from './migration-register.ts';

export interface MigrateOptions {
  /** Default: the package's own. */
  readonly folder?: string;
}

/** What a call of {@link migrate} did. */
export interface MigrationReport {
  /** Names of the files applied by this call, in order. */
  readonly applied: readonly string[];
  /** Number of the newest migration in the database. */
  readonly current: number;
}

/** Key of the advisory lock: any number that no other program in the database uses. */
const LOCK_KEY = 7_459_001;

/** Longer than any migration should block a nightly run; after it a person should look. */
const LOCK_TIMEOUT = '10min';

/**
 * Brings a database to the schema that this program needs. Each file runs in a transaction
 * of its own, so that an interruption leaves all of a file or nothing. Any number of
 * processes may call this at once: one applies, the others wait and find nothing to do.
 *
 * @throws StatbankError SB_DB_MIGRATION_CHANGED if an applied file was edited since,
 * SB_DB_SCHEMA_NEWER if the database is ahead of this program, SB_DB_MIGRATION if a file
 * fails (with file and line) or the server is too old.
 */
export async function migrate(pool: Pool, options: MigrateOptions = {}): Promise<MigrationReport> {
  const migrations = await readMigrations(options.folder ?? MIGRATIONS_FOLDER);
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    await requireServer(client);
    const before = await pendingMigrations(client, migrations);
    if (before.length === 0) return report([], migrations);
    return report(await underLock(client, () => applyPending(client, migrations)), migrations);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/**
 * The migrations that a database still lacks; asks only, changes nothing.
 *
 * @throws StatbankError as {@link migrate} does.
 */
export async function pendingMigrations(
  client: ClientBase | Pool,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const applied = await appliedMigrations(client);
  const newest = applied.at(-1);
  if (newest !== undefined && newest.number > migrations.length) {
    throw new StatbankError(
      'SB_DB_SCHEMA_NEWER',
      `The database has migration ${newest.name}, applied by version ${newest.programVersion}; ` +
        `this program knows migrations up to ${migrations.length}. Update the program; it changed nothing.`,
      { context: { database: newest.number, program: migrations.length } },
    );
  }
  for (const { name, number, checksum } of applied) {
    const file = migrations[number - 1];
    if (file?.checksum === checksum) continue;
    throw new StatbankError(
      'SB_DB_MIGRATION_CHANGED',
      `The migration file sql/migrations/${file?.name ?? name} is not the one that was applied as ${name}. ` +
        'Applied files must stay as they are: restore the file, and put the change in a new one.',
      { context: { file: file?.name, applied: name } },
    );
  }
  return migrations.slice(applied.length);
}

async function underLock<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
  } catch (cause) {
    throw new StatbankError(
      'SB_DB_MIGRATION',
      `Another process has been migrating the database for ${LOCK_TIMEOUT}. See pg_stat_activity, and try again.`,
      { cause },
    );
  } finally {
    await client.query('reset lock_timeout');
  }
  try {
    return await work();
  } finally {
    // A broken connection has lost the lock already; its first error must not be hidden.
    await client.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
  }
}

async function applyPending(
  client: ClientBase,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await ensureRegister(client).catch((cause: unknown) => {
    throw (cause as { readonly code?: string }).code === '42501' ? mayNotMigrate(cause) : cause;
  });
  const pending = await pendingMigrations(client, migrations);
  for (const migration of pending) await apply(client, migration);
  // What came with them gets its owner and rights, where this login may give them; doctor tells the rest.
  if (pending.length > 0) await applyRoles(client, { create: false });
  return pending.map(({ name }) => name);
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await recordMigration(client, migration);
    await client.query(migration.sql);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    const { message, position } = cause as { readonly message: string; readonly position?: string };
    const line = position === undefined ? '' : `:${lineAt(migration.sql, Number(position))}`;
    throw new StatbankError(
      'SB_DB_MIGRATION',
      `sql/migrations/${migration.name}${line}: ${message}. Nothing of this file was applied.`,
      { context: { file: migration.name }, cause },
    );
  }
}

function mayNotMigrate(cause: unknown): StatbankError {
  return new StatbankError(
    'SB_DB_MIGRATION',
    `The database needs a migration that this login may not make. Run statbank migrate as a member of ${ROLES.owner}, or as a login that may create schemas here.`,
    { cause },
  );
}

/** @param position of a character as Postgres counts: code points from 1. */
function lineAt(sql: string, position: number): number {
  return Array.from(sql)
    .slice(0, position - 1)
    .join('')
    .split('\n').length;
}

function report(applied: readonly string[], all: readonly Migration[]): MigrationReport {
  return Object.freeze({ applied, current: all.length });
}
