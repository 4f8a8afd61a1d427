import { execFile } from 'node:child_process';
import { appendFile, chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBinaries } from '../../../src/postgres/embedded/binaries.ts';
import {
  findEmbedded,
  removeEmbedded,
  startEmbedded,
  stopEmbedded,
  type EmbeddedServer,
} from '../../../src/postgres/embedded.ts';
import { throwawayFolder } from '../../support/throwaway-folder.ts';

const run = promisify(execFile);
const COMMAND = fileURLToPath(new URL('../../support/embedded-command.ts', import.meta.url));
const isRoot = process.getuid?.() === 0;

const found = await findBinaries();
const installations = found.filter(
  ({ major }, index) => found.findIndex((one) => one.major === major) === index,
);

type Answer = Partial<EmbeddedServer> & { readonly code?: string; readonly message?: string };

async function inProcess(...args: readonly string[]): Promise<Answer> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', COMMAND, ...args]);
  return JSON.parse(stdout) as Answer;
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

describe.each(installations)('an embedded server of PostgreSQL $version ($origin)', (binaries) => {
  const options = { durable: true, binaries: [binaries] };
  let home: string;
  let server: EmbeddedServer;
  beforeAll(async () => {
    home = await throwawayFolder('statbank-embedded-');
    server = await startEmbedded({ home, ...options });
  });
  afterAll(async () => {
    await removeEmbedded({ home, ...options });
    await rm(home, { recursive: true, force: true });
  });

  it('is found again by the next call and by another process', async () => {
    expect(server.started).toBe(true);
    expect(await findEmbedded(home)).toEqual({ ...server, started: false });
    const other = await inProcess('start', home, '', '', String(binaries.major));
    expect(other).toEqual({ ...server, started: false });
  });

  it('is durable, speaks UTF-8 in UTC, orders by code point, and listens on loopback only', async () => {
    const settings = ['fsync', 'server_encoding', 'timezone', 'listen_addresses'];
    const shown = settings.map((name) => `current_setting('${name}')`).join(` || ' ' || `);
    expect(await query(server.url, `select ${shown}`)).toEqual(['on UTF8 UTC 127.0.0.1']);
    const words = `unnest(array['å', 'aa', 'Z', 'a', 'Ø'])`;
    expect(await query(server.url, `select * from ${words} as word order by word`)).toEqual(
      ['å', 'aa', 'Z', 'a', 'Ø'].toSorted(),
    );
    expect(await query(server.url, `select lower('ÆØÅ')`)).toEqual(['æøå']);
  });

  it('lets nobody in without the password', async () => {
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it.runIf(isRoot)('run by root, belongs to an account without rights', async () => {
    const { uid } = await stat(server.data);
    expect(uid).not.toBe(0);
    expect((await stat(`/proc/${server.pid}`)).uid).toBe(uid);
  });

  it('keeps its data, its password and its port over a stop and a start', async () => {
    await query(server.url, 'create table kept as select 42 as answer');
    expect(await stopEmbedded({ home, ...options })).toBe(true);
    expect(await stopEmbedded({ home, ...options })).toBe(false);
    expect(await findEmbedded(home)).toBeNull();
    const after = await startEmbedded({ home, ...options });
    expect(after).toMatchObject({ url: server.url, started: true });
    expect(await query(after.url, 'select answer from kept')).toEqual([42]);
  });
});

describe.each(installations.slice(0, 1))(
  'an embedded server of the preferred PostgreSQL, $version',
  (binaries) => {
    const homes: string[] = [];
    afterAll(async () => {
      for (const home of homes.splice(0)) {
        await removeEmbedded({ home, binaries: [binaries] });
        await rm(home, { recursive: true, force: true });
      }
    });

    const newHome = async (): Promise<string> => {
      const home = await throwawayFolder('statbank-embedded-');
      homes.push(home);
      return home;
    };
    const start = async (home: string, durable = false): Promise<EmbeddedServer> =>
      startEmbedded({ home, durable, binaries: [binaries] });

    // One server for all that leave it as it was: making a cluster takes seconds.
    let home: string;
    let first: EmbeddedServer;
    beforeAll(async () => {
      home = await newHome();
      first = await start(home, true);
    });

    it('is made once when several processes ask at the same moment, and outlives them', async () => {
      const home = await newHome();
      const major = String(binaries.major);
      const answers = await Promise.all(
        [1, 2, 3].map(() => inProcess('start', home, '', '', major)),
      );
      expect(new Set(answers.map(({ url, pid }) => `${url} ${pid}`)).size).toBe(1);
      expect(answers.filter(({ started }) => started)).toHaveLength(1);
      expect(await query(answers[0]?.url ?? '', 'select 1')).toEqual([1]);
    });

    it('takes another port when its own is taken, and keeps that one', async () => {
      const { port } = first;
      await stopEmbedded({ home, binaries: [binaries] });
      const squatter = createServer().listen(port, '127.0.0.1');
      await new Promise((resolve) => squatter.once('listening', resolve));
      const moved = await start(home, true);
      await new Promise((resolve) => squatter.close(resolve));
      expect(moved.port).not.toBe(port);
      await stopEmbedded({ home, binaries: [binaries] });
      first = await start(home, true);
      expect(first.port).toBe(moved.port);
    });

    it('starts after a crash that left its process file behind', async () => {
      const { pid, url } = first;
      await query(url, 'create table kept as select 42 as answer');
      process.kill(pid, 'SIGKILL');
      await expect
        .poll(() => query(url, 'select 1').catch((error: Error) => error.message))
        .toMatch('ECONNREFUSED');
      first = await start(home, true);
      expect(await query(first.url, 'select answer from kept')).toEqual([42]);
    });

    it('makes its database where a command was killed between starting the server and that', async () => {
      const { url, pid } = first;
      const maintenance = new URL(url);
      maintenance.pathname = '/postgres';
      await query(maintenance.href, 'drop database statbank');
      expect(await start(home)).toMatchObject({ url, pid, started: false });
      expect(await query(url, 'select 1')).toEqual([1]);
    });

    it.runIf(binaries.origin === 'npm')(
      'opens its data when npm has removed or replaced the package',
      async () => {
        await stopEmbedded({ home, binaries: [] });
        expect(await startEmbedded({ home, binaries: [] })).toMatchObject({
          url: first.url,
          started: true,
        });
      },
    );

    it('begins anew where making the cluster was interrupted', async () => {
      const home = await newHome();
      const unfinished = join(home, 'postgres', 'data.unfinished');
      await mkdir(unfinished, { recursive: true });
      await writeFile(join(unfinished, 'PG_VERSION'), `${binaries.major}\n`);
      expect(await start(home)).toMatchObject({ started: true });
    });

    it('works below a folder that others cannot enter', async () => {
      const closed = await newHome();
      await chmod(closed, 0o700);
      const home = join(closed, 'deeper', '.statbank');
      homes.unshift(home);
      const server = await start(home);
      expect(server.data.startsWith(isRoot ? '/var/lib/statbank/' : home)).toBe(true);
      expect(await start(home)).toEqual({ ...server, started: false });
      expect(await query(server.url, 'select 1')).toEqual([1]);
    });

    it.runIf(isRoot)('runs as the ordinary user who asks for it', async () => {
      const home = await newHome();
      const { uid, gid } = { uid: 12_345, gid: 65_534 };
      const { stdout } = await run('id', ['-u', 'nobody']);
      const user = Number(stdout) || uid;
      await chown(home, user, gid);
      await chmod(home, 0o700);
      const args = [home, String(user), String(gid)];
      const server = await inProcess('start', ...args);
      expect(server).toMatchObject({ started: true });
      expect((await stat(server.data ?? '')).uid).toBe(user);
      expect(await query(server.url ?? '', 'select 1')).toEqual([1]);
      expect(await inProcess('stop', ...args)).toBe(true);
    });

    it.runIf(isRoot)('is refused to a user it does not belong to, with what to do', async () => {
      const { data } = first;
      await chmod(home, 0o777);
      await chmod(dirname(data), 0o777);
      const answer = await inProcess('start', home, '65534', '65534');
      expect(answer).toMatchObject({
        code: 'SB_DB_EMBEDDED',
        message: expect.stringContaining('choose another') as string,
      });
    });

    it('tells the end of the log when it does not start', async () => {
      const { data } = first;
      await stopEmbedded({ home, binaries: [binaries] });
      const settings = join(data, 'postgresql.conf');
      const sound = await readFile(settings, 'utf8');
      await appendFile(settings, '\nno_such_setting = 1\n');
      await expect(start(home)).rejects.toMatchObject({
        code: 'SB_DB_EMBEDDED',
        message: expect.stringContaining('no_such_setting') as string,
      });
      await writeFile(settings, sound);
      first = await start(home, true);
    });

    it('does not make an empty database where the data have gone', async () => {
      const { data } = first;
      await stopEmbedded({ home, binaries: [binaries] });
      await rm(data, { recursive: true });
      await expect(start(home)).rejects.toMatchObject({
        code: 'SB_DB_EMBEDDED',
        message: expect.stringContaining('Mount or restore it') as string,
      });
    });
  },
);
