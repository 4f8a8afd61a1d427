import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, readMigrations } from '../../../src/load/migration-files.ts';
import { migrate } from '../../../src/load/migrate.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';

const scratch: string[] = [];
afterAll(() => Promise.all(scratch.map((folder) => rm(folder, { recursive: true }))));

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-migrations-'));
  scratch.push(folder);
  await Promise.all(Object.entries(files).map(([name, sql]) => writeFile(join(folder, name), sql)));
  return folder;
}

describe.each(servers())('migrations on $name', (server) => {
  let database: TestDatabase;
  let connection: Connection;

  const fresh = async (): Promise<void> => {
    database = await createTestDatabase({ server, empty: true });
    connection = await database.connect();
  };
  const tables = async (): Promise<readonly string[]> => {
    const { rows } = await connection.pool.query<{ readonly name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
    );
    return rows.map(({ name }) => name);
  };
  const on = (sentence: string, work: () => Promise<void>): void => {
    it(sentence, async () => {
      await fresh();
      try {
        await work();
      } finally {
        await connection.close();
      }
    });
  };

  on('bring an empty database to the newest schema, and then find nothing to do', async () => {
    const names = (await readMigrations(MIGRATIONS_FOLDER)).map(({ name }) => name);
    expect(await migrate(connection.pool)).toEqual({ applied: names, current: names.length });
    expect(await migrate(connection.pool)).toEqual({ applied: [], current: names.length });
    const { rows } = await connection.pool.query('select count(*) as rows from star.dim_status');
    expect(rows).toEqual([{ rows: 18 }]);
  });

  on('are refused when an applied file was edited, and the message names the file', async () => {
    const folder = await folderOf({ '0001_a.sql': 'create table a ();' });
    await migrate(connection.pool, { folder });
    await writeFile(join(folder, '0001_a.sql'), 'create table a (id integer);');
    await expect(migrate(connection.pool, { folder })).rejects.toMatchObject({
      code: 'SB_DB_MIGRATION_CHANGED',
      message: expect.stringContaining('sql/migrations/0001_a.sql') as string,
    });
  });

  on('are refused when the database is ahead of the program', async () => {
    const files = { '0001_a.sql': 'create table a ();', '0002_b.sql': 'create table b ();' };
    await migrate(connection.pool, { folder: await folderOf(files) });
    const older = await folderOf({ '0001_a.sql': files['0001_a.sql'] });
    await expect(migrate(connection.pool, { folder: older })).rejects.toMatchObject({
      code: 'SB_DB_SCHEMA_NEWER',
      message: expect.stringMatching(/0002_b\.sql.*Update the program/) as string,
    });
  });

  on('run once when several processes start them together', async () => {
    const other = await database.connect();
    try {
      const reports = await Promise.all(
        [connection, other, connection, other].map(({ pool }) => migrate(pool)),
      );
      const applied = reports.flatMap((report) => report.applied);
      expect(applied).toEqual((await readMigrations(MIGRATIONS_FOLDER)).map(({ name }) => name));
    } finally {
      await other.close();
    }
  });

  on('leave nothing of a file that fails, and the message tells file and line', async () => {
    const folder = await folderOf({
      '0001_a.sql': 'create table a ();',
      '0002_b.sql': 'create table æ ();\n\nselect * from missing;\n',
    });
    await expect(migrate(connection.pool, { folder })).rejects.toMatchObject({
      code: 'SB_DB_MIGRATION',
      message: expect.stringContaining('sql/migrations/0002_b.sql:3: relation "missing"') as string,
    });
    expect(await tables()).toEqual(['a']);
    await writeFile(join(folder, '0002_b.sql'), 'create table b ();');
    expect(await migrate(connection.pool, { folder })).toEqual({
      applied: ['0002_b.sql'],
      current: 2,
    });
  });

  on(
    'leave nothing of a file during which the connection was lost, and go on the next time',
    async () => {
      const folder = await folderOf({
        '0001_a.sql': 'create table a (); select pg_terminate_backend(pg_backend_pid());',
      });
      await expect(migrate(connection.pool, { folder })).rejects.toMatchObject({
        code: 'SB_DB_MIGRATION',
      });
      expect(await tables()).toEqual([]);
      await writeFile(join(folder, '0001_a.sql'), 'create table a ();');
      expect((await migrate(connection.pool, { folder })).applied).toEqual(['0001_a.sql']);
    },
  );

  on('ask nothing of the schema but what the files say, copied anywhere', async () => {
    const folder = await folderOf({});
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
    expect((await migrate(connection.pool, { folder })).current).toBeGreaterThan(0);
  });
});

describe('migration files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await folderOf({ '0001_a.sql': '', '0003_c.sql': '' });
  });

  it('are refused with a gap in their numbers', async () => {
    await expect(readMigrations(folder)).rejects.toThrow('0003_c.sql should be number 0002');
  });

  it('are refused with a name that has no number', async () => {
    const unnumbered = await folderOf({ 'first.sql': '' });
    await expect(readMigrations(unnumbered)).rejects.toThrow('first.sql should be number 0001');
  });
});
