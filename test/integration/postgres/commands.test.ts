import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { removeEmbedded } from '../../../src/postgres/embedded.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';
import { runMain, type Ran } from '../../support/run-main.ts';
import { throwawayFolder } from '../../support/throwaway-folder.ts';

const CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));

let home: string;
beforeAll(async () => {
  home = await throwawayFolder('statbank-commands-');
});
afterAll(async () => {
  await rm(home, { recursive: true });
});

describe.each(servers())('doctor on $name', (server) => {
  const doctor = async (database: TestDatabase, ...words: readonly string[]): Promise<Ran> =>
    runMain(['doctor', ...words], {
      variables: { DATABASE_URL: database.url, STATBANK_HOME: home },
    });

  it('sends to statbank migrate where nothing is migrated, and names no table', async () => {
    const { exitCode, stdout } = await doctor(await createTestDatabase({ server, empty: true }));
    expect(exitCode).toBe(EXIT.difference);
    expect(stdout).toContain('statbank migrate');
    expect(stdout).not.toContain('missing table');
  });

  it('names each difference with its remedy, as text and as JSON, and never the password', async () => {
    const database = await createTestDatabase({ server });
    const connection = await database.connect();
    await connection.pool.query(`
      drop index ops.task_run;
      alter table star.dim_time alter column canonical drop not null`);
    await connection.close();
    const text = await doctor(database);
    const json = await doctor(database, '--json');
    expect(text.exitCode).toBe(EXIT.difference);
    expect(text.stdout).toContain(
      'missing index ops.task_run\n  CREATE INDEX task_run ON ops.task',
    );
    expect(text.stdout).toContain('alter table star.dim_time alter column canonical set not null;');
    expect(JSON.parse(json.stdout)).toMatchObject({
      healthy: false,
      differences: [
        { object: 'index ops.task_run', kind: 'missing' },
        { object: 'column star.dim_time.canonical', kind: 'changed', actual: 'text' },
      ],
    });
    const { password } = new URL(database.url);
    for (const { stdout, stderr } of [text, json]) {
      expect(stdout + stderr).not.toContain(password);
    }
  });

  it('says that an archive which is no folder of ours cannot be used', async () => {
    const blocked = join(home, `blocked-${server.major}`);
    await writeFile(blocked, '');
    const database = await createTestDatabase({ server });
    const { stdout } = await runMain(['doctor', '--archive', join(blocked, 'archive')], {
      variables: { DATABASE_URL: database.url, STATBANK_HOME: home },
    });
    expect(stdout).toMatch(/WRONG\s+archive.*ENOTDIR/);
  });
});

describe('db psql where no psql is installed', () => {
  const prompt = async (sql: string): Promise<Ran> => {
    const database = await createTestDatabase();
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        ['--import', 'tsx', CLI, 'db', 'psql'],
        { env: { PATH: '', DATABASE_URL: database.url, STATBANK_HOME: home } },
        (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
      );
      child.stdin?.end(sql);
    });
  };

  it('runs the statements of standard input and prints their rows', async () => {
    const { exitCode, stdout } = await prompt(`
      create table folk (kommune text, antall bigint);
      insert into folk values ('Oslo', 9007199254740993),
        ('Røst', null);
      select * from folk`);
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'CREATE',
      'INSERT 2',
      'kommune  antall',
      'Oslo     9007199254740993',
      'Røst',
      '(2 rows)',
      '',
    ]);
    expect(exitCode).toBe(EXIT.ok);
  });

  it('stops at the first statement that fails', async () => {
    const { exitCode, stdout, stderr } = await prompt('select 1/0;\nselect 42;\n');
    expect(exitCode).toBe(EXIT.database);
    expect(stderr).toContain('division by zero');
    expect(stdout).toBe('');
  });
});

describe('db', () => {
  const db = async (...words: readonly string[]): Promise<Ran> =>
    runMain(['db', ...words, '--json'], { variables: { STATBANK_HOME: join(home, 'own') } });
  afterAll(() => removeEmbedded({ home: join(home, 'own') }));

  it('starts the embedded server once, tells its address, and stops it', async () => {
    expect(JSON.parse((await db('start')).stdout)).toMatchObject({ started: true });
    const again = await db('start');
    expect(JSON.parse(again.stdout)).toMatchObject({ started: false });
    const { url } = JSON.parse((await db('url')).stdout) as { readonly url: string };
    const { password } = new URL(url);
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(again.stdout).not.toContain(password);
    expect(JSON.parse((await db('stop')).stdout)).toEqual({ stopped: true });
    expect(JSON.parse((await db('stop')).stdout)).toEqual({ stopped: false });
  });

  it('does not start or stop a server that DATABASE_URL names', async () => {
    const variables = { STATBANK_HOME: home, DATABASE_URL: 'postgres://me:hemmelig@host/db' };
    for (const verb of ['start', 'stop']) {
      const { exitCode, stderr } = await runMain(['db', verb], { variables });
      expect(exitCode).toBe(EXIT.usage);
      expect(stderr).toContain('DATABASE_URL');
      expect(stderr).not.toContain('hemmelig');
    }
  });
});
