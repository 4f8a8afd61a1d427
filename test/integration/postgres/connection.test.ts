import { describe, expect, it, vi } from 'vitest';
import { connect } from '../../../src/postgres/connection.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

describe.each(servers())('a connection to $name', (server) => {
  it('hands dates over as text, instants as ISO with six decimals, and bigints as numbers', async () => {
    const database = await createTestDatabase({ server });
    const connection = await database.connect();
    try {
      await connection.pool.query(`set timezone = 'America/St_Johns'`);
      const { rows } = await connection.pool.query(`
        select date '2024-02-29' as day, timestamptz '2024-07-01 08:00:00.123456+00' as instant,
          timestamptz '2024-07-01 08:00:00+00' as whole, 9007199254740991::bigint as big,
          1.10::numeric as exact, timestamptz 'infinity' as never`);
      expect(rows).toEqual([
        {
          day: '2024-02-29',
          instant: '2024-07-01T08:00:00.123456Z',
          whole: '2024-07-01T08:00:00Z',
          big: 9007199254740991,
          exact: '1.10',
          never: 'infinity',
        },
      ]);
    } finally {
      await connection.close();
    }
  });

  it('refuses a bigint that a number cannot hold', async () => {
    const database = await createTestDatabase({ server });
    const connection = await database.connect();
    try {
      const query = connection.pool.query('select 9007199254740993::bigint as big');
      await expect(query).rejects.toThrow('Select it as text');
    } finally {
      await connection.close();
    }
  });

  it('survives that the server ends its idle connections', async () => {
    const database = await createTestDatabase({ server });
    const errors: Error[] = [];
    const connection = await connect({
      databaseUrl: database.url,
      home: '/nonexistent',
      onIdleError: (error) => errors.push(error),
    });
    try {
      const client = await connection.pool.connect();
      client.release();
      const other = await database.connect();
      await other.pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()',
        [database.name],
      );
      await other.close();
      await vi.waitFor(() => expect(errors).toHaveLength(1), { timeout: 20_000 });
      const { rows } = await connection.pool.query('select 1 as one');
      expect(rows).toEqual([{ one: 1 }]);
    } finally {
      await connection.close();
    }
  });

  it('names what to do about a wrong password, a missing database and a wrong port, without the password', async () => {
    const wrong = (change: (url: URL) => void): Promise<unknown> => {
      const url = new URL(server.url);
      url.password = 'hemmelig-ord';
      change(url);
      return connect({ databaseUrl: url.href, home: '/nonexistent' }).catch(
        (error: unknown) => error,
      );
    };
    const [password, database, port] = await Promise.all([
      wrong(() => undefined),
      wrong((url) => {
        url.password = new URL(server.url).password;
        url.pathname = '/no_such_database';
      }),
      wrong((url) => {
        url.port = '1';
      }),
    ]);
    expect(password).toMatchObject({
      code: 'SB_DB_CONNECT',
      message: expect.stringContaining('Check the user and the password') as string,
    });
    expect(database).toMatchObject({
      message: expect.stringContaining('Create the database') as string,
    });
    expect(port).toMatchObject({
      message: expect.stringContaining('Check that the server runs') as string,
    });
    for (const error of [password, database, port]) {
      expect(JSON.stringify(error) + (error as Error).message).not.toContain('hemmelig-ord');
    }
  });
});
