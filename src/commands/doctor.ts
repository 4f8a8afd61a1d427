import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Pool } from 'pg';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { pendingMigrations } from '../load/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '../load/migration-files.ts';
import { compareSchemas, type Difference } from '../postgres/drift.ts';
import { checkRoles, checkServer, type HealthCheck } from '../postgres/health-check.ts';
import { expectedSchema } from '../postgres/schema/expected-schema.ts';
import { introspect } from '../postgres/schema/introspect.ts';
import type { Command } from './context.ts';
import type { Page } from './output.ts';
import { withConnection } from './with-connection.ts';

interface Diagnosis {
  readonly database: string;
  readonly healthy: boolean;
  readonly checks: readonly HealthCheck[];
  readonly differences: readonly Difference[];
}

/** Compares a live database with what it should be, and names each difference and its remedy. */
export const doctor: Command<object> = async (context) =>
  withConnection(context, async ({ pool, kysely, url }) => {
    const expected = await expectedSchema();
    const schemas = expected.flatMap(({ kind, name }) => (kind === 'schema' ? [name] : []));
    const migrations = await checkMigrations(pool);
    const checks = [
      ...(await checkServer(pool, schemas)),
      migrations,
      ...(migrations.ok ? [await checkRoles(pool)] : []),
      await checkArchive(context.environment.archive),
    ];
    // Before it is migrated everything would be missing, and one remedy mends it all.
    const differences = migrations.ok
      ? compareSchemas(expected, await introspect(kysely, schemas))
      : [];
    const healthy = checks.every(({ ok }) => ok) && differences.length === 0;
    context.output.facts({ database: url, healthy, checks, differences }, print);
    return healthy ? EXIT.ok : EXIT.difference;
  });

async function checkMigrations(pool: Pool): Promise<HealthCheck> {
  const name = 'migrations';
  try {
    const all = await readMigrations(MIGRATIONS_FOLDER);
    const pending = await pendingMigrations(pool, all);
    const detail =
      pending.length === 0
        ? `all ${all.length} applied`
        : `not applied: ${pending.map((one) => one.name).join(', ')}`;
    const ok = pending.length === 0;
    return { name, ok, detail, remedy: ok ? null : 'statbank migrate' };
  } catch (error) {
    if (!(error instanceof StatbankError)) throw error;
    return { name, ok: false, detail: error.code, remedy: error.message };
  }
}

async function checkArchive(folder: string): Promise<HealthCheck> {
  const name = 'archive';
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return { name, ok: true, detail: folder, remedy: null };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return { name, ok: true, detail: `${folder}, made at the first sync`, remedy: null };
    }
    const remedy = `Give this user the right to read and write ${folder}, or set STATBANK_ARCHIVE.`;
    return { name, ok: false, detail: `${folder}: ${code}`, remedy };
  }
}

function print({ database, checks, differences, healthy }: Diagnosis, page: Page): void {
  page.line(database);
  page.table<HealthCheck>(
    [
      { title: '', value: ({ ok }) => (ok ? 'ok' : 'WRONG') },
      { title: 'check', value: (check) => check.name },
      { title: 'found', value: ({ detail }) => detail },
    ],
    checks,
  );
  for (const { name, remedy } of checks) {
    if (remedy !== null) printRemedy(page, name, remedy);
  }
  for (const { object, kind, expected, actual, remedy } of differences) {
    page.line();
    page.line(`${kind} ${object}`);
    if (kind === 'changed') {
      printLines(page, `expected: ${expected}`);
      printLines(page, `actual:   ${actual}`);
    }

    printLines(page, remedy);
  }
  page.line();
  page.line(healthy ? 'All is well.' : 'Not as it should be; each remedy stands beside its fault.');
}

function printRemedy(page: Page, name: string, remedy: string): void {
  page.line();
  page.line(`${name}:`);
  printLines(page, remedy);
}

function printLines(page: Page, text: string): void {
  for (const line of text.split('\n')) page.line(`  ${line}`);
}
