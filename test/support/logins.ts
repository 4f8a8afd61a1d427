import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterThisTest } from './cleanup.ts';
import type { TestDatabase } from './database.ts';

/** A login of its own on a test database's server. */
export interface TestLogin {
  readonly name: string;
  /** The test database as this login. */
  readonly url: string;
  /** Rows of a question that this login asks. */
  query(sql: string): Promise<readonly any[]>;
  /** The same in a session that was prepared by statements. */
  queryAfter(statements: string, sql: string): Promise<readonly any[]>;
}

/**
 * Makes a login, dropped with all that it owns after the test.
 *
 * @param words of `create role`, such as `in role statbank_loader` or `createrole`
 */
export async function createLogin(database: TestDatabase, words: string): Promise<TestLogin> {
  const name = `statbank_test_${randomBytes(6).toString('hex')}`;
  const password = randomBytes(9).toString('hex');
  await ask(database.url, `create role ${name} login password '${password}' ${words}`);
  afterThisTest(async () => {
    await ask(database.url, `drop owned by ${name}`);
    await ask(database.url, `drop role ${name}`);
  });
  const url = new URL(database.url);
  url.username = name;
  url.password = password;
  return {
    name,
    url: url.href,
    query: async (sql) => ask(url.href, sql),
    queryAfter: async (statements, sql) => ask(url.href, statements, sql),
  };
}

/** Drops a login that the program has made, with all that it owns, after the test. */
export function forgetLogin(database: TestDatabase, name: string): void {
  afterThisTest(async () => {
    const there = await ask(database.url, `select from pg_roles where rolname = '${name}'`);
    if (there.length === 0) return;
    await ask(database.url, `drop owned by "${name}"`, `drop role "${name}"`);
  });
}

async function ask(url: string, ...statements: readonly string[]): Promise<readonly any[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: readonly any[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
