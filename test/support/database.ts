import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { connect, type Connection } from '../../src/postgres/connection.ts';
import { afterThisFile } from './cleanup.ts';
import type { TestServer } from './postgres-server.ts';

/** A database of its own for one test file or test. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly server: TestServer;
  /** Opens a pool as the program does. Close it before the file ends: left connections fail the file. */
  connect(): Promise<Connection>;
  /** Fails if a connection is still open. Called after the file anyway. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  readonly server?: TestServer;
  /** True: nothing in it, not even the schema. */
  readonly empty?: boolean;
  /** Name of a test database to copy, which nobody is connected to; the migrated one by default. */
  readonly template?: string;
}

/** The servers of this run, to repeat a suite on each: `describe.each(servers())('on $name', …)`. */
export function servers(): readonly TestServer[] {
  return inject('servers');
}

/** The newest server of this run. */
export function newestServer(): TestServer {
  const newest = servers().toSorted((a, b) => b.major - a.major)[0];
  if (newest === undefined) throw new Error('The test run has no PostgreSQL server.');
  return newest;
}

/** Copies the migrated template. Dropped after the file, which fails if connections are left. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = options.server ?? newestServer();
  const name = `statbank_test_${crypto.randomUUID().replaceAll('-', '')}`;
  const template = options.empty === true ? 'template0' : (options.template ?? server.template);
  await maintain(server, async (client) => {
    // One at a time: Postgres refuses to copy a template that another copy reads at the moment.
    await client.query('select pg_advisory_lock(7459002)');
    await client.query(`create database ${name} template ${template}`);
  });
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  const url = address.href;
  let dropped = false;
  const drop = async (): Promise<void> => {
    if (dropped) return;
    dropped = true;
    await maintain(server, (client) => dropUnused(client, name));
  };
  afterThisFile(drop);
  return Object.freeze({
    name,
    url,
    server,
    connect: () => connect({ databaseUrl: url, home: '/nonexistent' }),
    drop,
  });
}

async function dropUnused(client: pg.Client, name: string): Promise<void> {
  const left = await connectionsLeft(client, name);
  await client.query(`drop database ${name} with (force)`);
  if (left.length === 0) return;
  throw new Error(`Connections left open at the end of the test:\n${left.join('\n')}`);
}

/** A server process outlives its closed socket by some milliseconds; what stays for two seconds is a leak. */
async function connectionsLeft(client: pg.Client, name: string): Promise<readonly string[]> {
  for (let look = 1; ; look += 1) {
    const { rows } = await client.query<{ readonly application: string; readonly query: string }>(
      `select application_name as application, query from pg_stat_activity
       where datname = $1 and backend_type = 'client backend'`,
      [name],
    );
    if (rows.length === 0 || look === 40) {
      return rows.map(({ application, query }) => `${application}: ${query.slice(0, 100)}`);
    }
    await sleep(50);
  }
}

async function maintain(
  server: TestServer,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
