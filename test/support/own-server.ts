import { rm } from 'node:fs/promises';
import pg from 'pg';
import { migrate } from '../../src/load/migrate.ts';
import { findBinaries } from '../../src/postgres/embedded/binaries.ts';
import { connect } from '../../src/postgres/connection.ts';
import {
  type EmbeddedServer,
  removeEmbedded,
  startEmbedded,
  stopEmbedded,
} from '../../src/postgres/embedded.ts';
import { afterThisFile } from './cleanup.ts';
import type { TestDatabase } from './database.ts';
import { throwawayFolder } from './throwaway-folder.ts';

/** A server that a test may stop, with one migrated database. */
export interface OwnServer {
  readonly database: Pick<TestDatabase, 'url' | 'connect'>;
  readonly server: EmbeddedServer;
  /** Fast shutdown: whoever is connected is cut off. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Runs statements as its superuser, in the database or beside it. */
  administrate(statements: readonly string[], database?: string): Promise<void>;
}

/**
 * Starts a server for one test file. `prepare` runs before its database is made, and returns
 * what `create database` is to add.
 */
export async function startOwnServer(
  prepare: (server: EmbeddedServer, run: OwnServer['administrate']) => Promise<string> = async () =>
    '',
): Promise<OwnServer> {
  const home = await throwawayFolder('statbank-own-server-');
  const [newest] = (await findBinaries()).toSorted((a, b) => b.major - a.major);
  const options = { home, durable: false, binaries: newest === undefined ? [] : [newest] };
  afterThisFile(async () => {
    await removeEmbedded(options);
    await rm(home, { recursive: true, force: true });
  });
  const server = await startEmbedded(options);
  const administrate: OwnServer['administrate'] = async (statements, database = 'postgres') => {
    const address = new URL(server.url);
    address.pathname = `/${database}`;
    const client = new pg.Client({ connectionString: address.href });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const extra = await prepare(server, administrate);
  await administrate([`create database faults template template0 ${extra}`]);
  const url = new URL(server.url);
  url.pathname = '/faults';
  const database = {
    url: url.href,
    connect: async () => connect({ databaseUrl: url.href, home: '/nonexistent' }),
  };
  const connection = await database.connect();
  await migrate(connection.pool);
  await connection.close();
  return {
    database,
    server,
    administrate,
    stop: async () => {
      await stopEmbedded(options);
    },
    start: async () => {
      await startEmbedded(options);
    },
  };
}
