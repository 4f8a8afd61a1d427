import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { Ran } from '../../support/run-main.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

const PASSWORD = 'kjempe%2Fhemmelig%3A7459';
const PASSWORDS = [PASSWORD, decodeURIComponent(PASSWORD)];

/** A role that owns a database, with a password that must not be seen anywhere. */
async function withPassword(): Promise<Rehearsal> {
  const database = await createTestDatabase({ empty: true });
  const role = `statbank_test_${crypto.randomUUID().slice(0, 8)}`;
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `create role ${role} login superuser password '${decodeURIComponent(PASSWORD)}'`,
  );
  await client.end();
  const address = new URL(database.url);
  address.username = role;
  address.password = decodeURIComponent(PASSWORD);
  return startRehearsal({ database, variables: { DATABASE_URL: address.href } });
}

async function everythingInTheDatabase({ query }: Rehearsal): Promise<string> {
  const schemas = await query(`
    select schema_to_xml(schema, true, false, '')::text as rows
    from unnest(array['raw', 'ops', 'star']::name[]) as schema`);
  return schemas.map(({ rows }) => rows).join('\n');
}

async function filesThatOthersCanRead(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts: string[] = [];
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    if (!file.isFile() || ((await stat(path)).mode & 0o044) === 0) continue;
    texts.push(path, await readFile(path, 'latin1'));
  }
  return texts.join('\n');
}

function expectNoPassword(text: string): void {
  for (const password of PASSWORDS) expect(text).not.toContain(password);
}

it('the password of DATABASE_URL is in no output, no log at any level, no file and no column', async () => {
  const rehearsal = await withPassword();
  const { run, simulator } = rehearsal;
  const loud = ['--debug', '--log-level', 'trace'];
  simulator.faults.next({ kind: 'data', table: '03024' }, { kind: 'figure', text: 'NaN' });
  const ran: Ran[] = [
    await run('migrate', ...loud),
    await run('sync', '05803', '03024', ...loud),
    await run('status', ...loud),
    await run('rebuild', '--verify', ...loud),
    await run('doctor', ...loud),
  ];
  expect(ran.slice(0, 4).map(({ exitCode }) => exitCode)).toEqual([
    EXIT.ok,
    EXIT.partial,
    EXIT.ok,
    EXIT.ok,
  ]);
  expectNoPassword(ran.map(({ stdout, stderr }) => stdout + stderr).join('\n'));
  expectNoPassword(await everythingInTheDatabase(rehearsal));
  expectNoPassword(await filesThatOthersCanRead(rehearsal.folder));
});

it('a refused connection names the address without its password', async () => {
  const { run, database } = await startRehearsal();
  const wrong = new URL(database.url);
  wrong.password = PASSWORD;
  wrong.pathname = '/finnes_ikke';
  for (const address of [wrong.href, `postgres://me:${PASSWORD}@127.0.0.1:1/db`]) {
    const { exitCode, stdout, stderr } = await run(
      'status',
      '--database-url',
      address,
      '--debug',
      '--log-level',
      'trace',
    );
    expect([exitCode, stdout]).toEqual([EXIT.database, '']);
    expect(stderr).toMatch(/^error SB_DB_CONNECT: Cannot connect to postgres/);
    expectNoPassword(stderr);
  }
});

it('the contact that a source names in its metadata is in no column and no log', async () => {
  const rehearsal = await startRehearsal();
  const asked = await fetch(`${rehearsal.simulator.url}/tables/07459/metadata`);
  expect(await asked.text()).toContain('contact@example.org');
  const sync = await rehearsal.run('sync', '07459', '--debug', '--log-level', 'trace');
  const described = await rehearsal.run('describe', '07459', '--json', '--log-level', 'trace');
  expect([sync.exitCode, described.exitCode]).toEqual([EXIT.ok, EXIT.ok]);
  expect(sync.stderr + described.stderr).toContain('"level":"debug"');
  const everything = await everythingInTheDatabase(rehearsal);
  expect(everything).toContain('Alders- og kjønnsfordeling');
  for (const text of [everything, sync.stdout, sync.stderr, described.stdout, described.stderr]) {
    expect(text).not.toContain('example.org');
  }
});

it('facts go to standard output alone, the log to standard error alone', async () => {
  const { run } = await startRehearsal();
  const { stdout, stderr } = await run('sync', '05803', '--json', '--log-level', 'trace');
  expect(JSON.parse(stdout)).toMatchObject({ tables: [{ table: 'ssb:05803' }] });
  const lines = stderr.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({ level: 'info', table: 'ssb:05803', msg: 'published' }),
  );
});
