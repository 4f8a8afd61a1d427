import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import type { Connection } from '../../../src/postgres/connection.ts';
import { METRICS } from '../../../src/serve/metric-list.ts';
import { type OpsServer, startOpsServer } from '../../../src/serve/ops-server.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function serve(database: TestDatabase): Promise<{
  readonly server: OpsServer;
  readonly connection: Connection;
  readonly log: string[];
}> {
  const connection = await database.connect();
  const log: string[] = [];
  const server = await startOpsServer({
    pool: connection.pool,
    db: connection.kysely,
    programVersion: '1.2.3',
    now: () => new Date(),
    logger: pino({ level: 'info' }, { write: (line) => log.push(line) }),
    port: 0,
  });
  closers.push(
    async () => connection.close(),
    async () => server.close(),
  );
  return { server, connection, log };
}

describe.each(servers())('the endpoints on $name', (server) => {
  it('tell that process and database are well, to this machine only', async () => {
    const { server: ops } = await serve(await createTestDatabase({ server }));
    expect(new URL(ops.url).hostname).toBe('127.0.0.1');
    const health = await fetch(`${ops.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok', version: '1.2.3' }]);
    const ready = await fetch(`${ops.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', reason: 'ok' }]);
  });

  it('tell that a database is not migrated, and leave out what cannot be measured', async () => {
    const { server: ops } = await serve(await createTestDatabase({ server, empty: true }));
    const ready = await fetch(`${ops.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'SB_DB_MIGRATION' },
    ]);
    const metrics = await (await fetch(`${ops.url}/metrics`)).text();
    expect(metrics).toMatch(/^statbank_pending_migrations [1-9]\d*$/m);
    expect(metrics).not.toContain('statbank_tables');
  });

  it('live on when the database is gone, and say so without an address', async () => {
    const database = await createTestDatabase({ server });
    const { server: ops, connection, log } = await serve(database);
    await connection.close();
    expect((await fetch(`${ops.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${ops.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', reason: 'SB_DB_CONNECT' },
    ]);
    const metrics = await (await fetch(`${ops.url}/metrics`)).text();
    expect(metrics).toContain('\nstatbank_database_up 0\n');
    expect(metrics + log.join('')).not.toContain(database.name);
  });

  it('measure what happened, by documented names only', async () => {
    const database = await createTestDatabase({ server });
    const { call, simulator } = await startRehearsal({ database });
    await call('sync', '05803');
    simulator.faults.always({ kind: 'data', table: '07459' }, { kind: 'contradicting-size' });
    await call('sync', '07459');
    const { server: ops } = await serve(database);
    const response = await fetch(`${ops.url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    const named = new Set(
      text.split('\n').flatMap((line) => /^(statbank_\w+)[ {]/.exec(line)?.[1] ?? []),
    );
    const documented = new Set(Object.values(METRICS).map(({ name }) => name));
    expect([...named].filter((name) => !documented.has(name))).toEqual([]);
    expect(text).toContain('statbank_cells 12\n');
    expect(text).toContain('statbank_tables{state="current"} 1\n');
    expect(text).toContain('statbank_tables{state="absent"} 1\n');
    expect(text).toContain('statbank_quarantined_tables 1\n');
    expect(text).toContain('statbank_runs_last_day{outcome="complete"} 1\n');
    expect(text).toContain('statbank_tasks_last_day{outcome="quarantined"} 1\n');
    expect(text).toMatch(/^statbank_findings_last_day\{severity="error"\} [1-9]/m);
    expect(text).toMatch(/^statbank_last_complete_run_timestamp_seconds \d{10}/m);
    expect(text).toMatch(/^statbank_calls_last_minute\{provider="[^"]+"\} [1-9]/m);
  });

  it('answer GET and HEAD on three paths and refuse all else', async () => {
    const { server: ops } = await serve(await createTestDatabase({ server }));
    expect((await fetch(`${ops.url}/`)).status).toBe(404);
    expect((await fetch(`${ops.url}/healthz`, { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await fetch(`${ops.url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const odd = await new Promise<number | undefined>((resolve, reject) => {
      request(ops.url, { path: '//[', method: 'GET' }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(odd).toBe(404);
  });
});

it('a port that is taken is told with what to do', async () => {
  const { server, connection } = await serve(await createTestDatabase());
  const again = startOpsServer({
    pool: connection.pool,
    db: connection.kysely,
    programVersion: '1.2.3',
    now: () => new Date(),
    logger: pino({ level: 'silent' }),
    port: Number(new URL(server.url).port),
  });
  await expect(again).rejects.toThrow(/cannot be listened on\. Choose another with --port/);
});
