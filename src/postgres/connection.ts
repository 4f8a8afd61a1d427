import type { Socket } from 'node:net';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Database } from './database.generated.ts';
import { databaseUrlOf } from './database-url.ts';
import { redactUrl } from './redact-url.ts';
import { valueParsers } from './value-parsers.ts';

export interface ConnectionSettings {
  /** DATABASE_URL; without it the embedded server of `home` is used, and started if need be. */
  readonly databaseUrl?: string | undefined;
  /** STATBANK_HOME. */
  readonly home: string;
  /** Upper limit of connections at once. Default 10, pg's own. */
  readonly maxConnections?: number;
  /** Told of a connection that broke while nobody used it; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

/** An open pool of connections with Kysely upon it. */
export interface Connection {
  readonly kysely: Kysely<Database>;
  readonly pool: pg.Pool;
  /** Without its secrets. */
  readonly url: string;
  readonly embedded: boolean;
  /** Ends when every socket is closed, not only when that was asked for. */
  close(): Promise<void>;
  /** Breaks off every connection at once: what is asked of it fails, and nothing new may be asked. */
  readonly abandon: () => void;
}

/** A server of the local network answers in milliseconds; a wrong address should not hang a nightly run. */
const CONNECT_TIMEOUT_MS = 15_000;

/**
 * Opens the database and proves that it answers.
 *
 * @throws StatbankError SB_DB_CONNECT or SB_DB_EMBEDDED; the message never holds a password.
 */
export async function connect(settings: ConnectionSettings): Promise<Connection> {
  const { databaseUrl, home } = settings;
  const url = await databaseUrlOf({ databaseUrl, home });
  const connection = openPool(url, databaseUrl === undefined, settings);
  try {
    (await connection.pool.connect()).release();
    return connection;
  } catch (cause) {
    await connection.close();
    throw cannotConnect(connection.url, cause);
  }
}

function openPool(url: string, embedded: boolean, settings: ConnectionSettings): Connection {
  const pool = newPool(url, settings);
  const open = new Set<Promise<void>>();
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => {
    clients.add(client);
    client.once('end', () => clients.delete(client));
    // The query that was under way is told, and the pool drops the connection; without a listener
    // the process would end.
    client.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => {
      client.once('end', resolve);
    });
    open.add(closed);
    void closed.then(() => open.delete(closed));
  });
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', (error) => settings.onIdleError?.(error));
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    closing ??= pool.end().then(async () => {
      await Promise.all(open);
    });
    return closing;
  };
  return Object.freeze({
    kysely: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    url: redactUrl(url),
    embedded,
    close,
    abandon: () => {
      // Ended first, so that nobody waits for a new connection over the same dead wire.
      void close();
      for (const client of clients) socketOf(client).destroy();
    },
  });
}

/** pg's types leave out where a client keeps its socket. */
function socketOf(client: pg.PoolClient): Socket {
  return (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
    .stream;
}

function newPool(url: string, settings: ConnectionSettings): pg.Pool {
  try {
    return new pg.Pool({
      connectionString: url,
      application_name: 'statbank',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      max: settings.maxConnections ?? 10,
      types: valueParsers,
    });
  } catch {
    // Without the cause: a parser's message may quote the address with its password.
    throw new StatbankError(
      'SB_DB_CONNECT',
      'DATABASE_URL is not an address of PostgreSQL. Write it as postgresql://user:password@host:5432/database.',
    );
  }
}

function cannotConnect(url: string, cause: unknown): StatbankError {
  const { message, code } = cause as { readonly message: string; readonly code?: string };
  const reason = message === '' ? (code ?? 'no answer') : message;
  return new StatbankError(
    'SB_DB_CONNECT',
    `Cannot connect to ${url}: ${reason}. ${remedy(code)}`,
    { context: { url, code }, cause },
  );
}

function remedy(code: string | undefined): string {
  switch (code) {
    case '28P01':
    case '28000':
      return 'Check the user and the password in DATABASE_URL.';
    case '3D000':
      return 'Create the database, or correct its name in DATABASE_URL.';
    case '53300':
      return 'The server has no connection left: close other programs or raise max_connections.';
    default:
      return 'Check that the server runs and that DATABASE_URL names it, or unset DATABASE_URL to use the embedded one.';
  }
}
