import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { correctOneCell, startRehearsal } from '../../support/rehearsal.ts';

const RUNS = 'select command, outcome from ops.run order by started_at';

test('statbank schedule that is stopped while it waits ends with 0', async () => {
  const { start, query } = await startRehearsal();
  const { child, ended } = start('schedule', '--port', '0');
  await vi.waitFor(
    async () => expect(await query(RUNS)).toEqual([{ command: 'schedule', outcome: 'complete' }]),
    { timeout: 20_000 },
  );
  child.kill('SIGTERM');
  const { exitCode, stderr } = await ended;
  expect(exitCode).toBe(EXIT.ok);
  expect(stderr).toMatch(
    /^Serving the site at http:\/\/127\.0\.0\.1:\d+\/, and \/healthz, \/readyz and \/metrics$/m,
  );
  expect(await query('select table_id, last_due_at is not null as done from ops.schedule')).toEqual(
    [{ table_id: '05803', done: true }],
  );
});

test('statbank schedule that is stopped in the middle of a table gives it back and ends with 130', async () => {
  const { start, query, simulator } = await startRehearsal();
  simulator.faults.always({ kind: 'data', table: '05803' }, { kind: 'hang' });
  const { child, ended } = start('schedule');
  await vi.waitFor(
    () => expect(simulator.requests.some(({ kind }) => kind === 'data')).toBe(true),
    { timeout: 20_000 },
  );
  child.kill('SIGTERM');
  expect((await ended).exitCode).toBe(EXIT.interrupted);
  expect(await query(RUNS)).toEqual([{ command: 'schedule', outcome: 'abort' }]);
  expect(await query('select outcome, error_code from ops.task')).toEqual([
    { outcome: 'failed', error_code: 'SB_INTERRUPTED' },
  ]);
  expect(await query('select claimed_by, last_due_at from ops.schedule')).toEqual([
    { claimed_by: null, last_due_at: null },
  ]);
  expect(await query('select from ops.lease')).toEqual([]);
});

test('statbank sync --due does what is due, once', async () => {
  const { call, query } = await startRehearsal();
  const first = await call('sync', '--due');
  expect([first.exitCode, first.stdout]).toEqual([EXIT.ok, expect.stringContaining('1 published')]);
  expect((await call('sync', '--due')).stdout).toBe('Nothing is due.\n');
  expect(await query(RUNS)).toEqual([{ command: 'sync --due', outcome: 'complete' }]);
});

test('statbank status tells what is due, and what it takes', async () => {
  const { call, json, query } = await startRehearsal();
  await call('sync', '--due');
  expect((await json('status')).facts.due).toEqual([]);
  await query("update ops.schedule set due_at = now() - interval '1 hour'");
  const { facts } = await json('status');
  expect(facts.due).toEqual([
    {
      provider: 'ssb',
      tables: 1,
      calls: expect.any(Number),
      queueSeconds: 0,
      seconds: expect.any(Number),
    },
  ]);
  expect((await call('status')).stdout).toMatch(
    /^due of ssb: 1 table, \d calls, \d+ s; no queue$/m,
  );
});

test('statbank sync --due takes no tables', async () => {
  const { call } = await startRehearsal();
  const { exitCode, stderr } = await call('sync', '--due', '05803');
  expect([exitCode, stderr]).toEqual([EXIT.usage, expect.stringContaining('SB_USAGE')]);
});

test('the tables of a subject are scheduled, and asked for once a night', async () => {
  const { call, query, simulator } = await startRehearsal({
    catalogue: 'tables:\n  - subject: iktbruks\n    schedule: 30 4 * * *\n  - table: ssb:10611\n',
  });
  await call('sync', '--due');
  expect(await query('select table_id, subject, rhythm from ops.schedule order by 1')).toEqual([
    { table_id: '10611', subject: null, rhythm: 'release' },
    { table_id: '99001', subject: 'iktbruks', rhythm: '30 4 * * *' },
  ]);
  const asked = simulator.requests.length;
  await call('sync', '--due');
  expect(simulator.requests).toHaveLength(asked);
});

test('schedulers that begin together look at the catalogue once, and fetch nothing twice', async () => {
  const { call, query, simulator } = await startRehearsal({
    catalogue: 'tables:\n  - table: ssb:05803\n  - table: ssb:07459\n  - table: ssb:03024\n',
  });
  await call('sync', '--due');
  await query("update ops.schedule set due_at = now() - interval '1 hour', reason = 'nightly'");
  await query("update ops.table_look set looked_at = looked_at - interval '1 day'");
  correctOneCell(simulator, 27_000);
  const asked = simulator.requests.length;
  const ran = await Promise.all([1, 2, 3].map(async () => call('sync', '--due')));
  expect(ran.map(({ exitCode }) => exitCode)).toEqual([EXIT.ok, EXIT.ok, EXIT.ok]);
  const kinds = simulator.requests.slice(asked).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'tables')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'data')).toHaveLength(1);
  expect(
    await query(
      'select table_id, max(vintage)::int as vintage from star.dim_vintage join star.dim_dataset using (dataset_key) group by 1 order by 1',
    ),
  ).toEqual([
    { table_id: '03024', vintage: 1 },
    { table_id: '05803', vintage: 1 },
    { table_id: '07459', vintage: 2 },
  ]);
  expect(await query('select from ops.lease')).toEqual([]);
});

test.each([
  ['has done its work', '05803', 1],
  ['has done other work', '03024', 0],
])(
  'a frozen process publishes nothing when it wakes after another %s',
  async (_, other, vintages) => {
    const { run, start, query, simulator } = await startRehearsal({
      variables: { STATBANK_LEASE_SECONDS: '1' },
      simulator: { latencyMs: 300 },
    });
    const frozen = start('sync', '05803');
    await vi.waitFor(
      () => expect(simulator.requests.some(({ kind }) => kind === 'metadata')).toBe(true),
      { timeout: 20_000 },
    );
    frozen.child.kill('SIGSTOP');
    await sleep(1_200);
    expect(await run('sync', other)).toMatchObject({ exitCode: EXIT.ok });
    frozen.child.kill('SIGCONT');
    const { exitCode, stdout, stderr } = await frozen.ended;
    expect(exitCode).toBe(EXIT.interrupted);
    expect(stdout + stderr).toContain('SB_LEASE_LOST');
    expect(await query(RUNS)).toEqual([
      { command: 'sync', outcome: 'abort' },
      { command: 'sync', outcome: 'complete' },
    ]);
    expect(await query('select outcome from ops.task order by started_at')).toEqual([
      { outcome: 'failed' },
      { outcome: 'published' },
    ]);
    expect(await query("select from mart.tables where table_id = '05803'")).toHaveLength(vintages);
  },
);

test('what a killed process has begun is ended by the next one at once', async () => {
  const { run, start, query, simulator } = await startRehearsal({ simulator: { latencyMs: 100 } });
  const { child, ended } = start('sync', '05803');
  await vi.waitFor(
    () => expect(simulator.requests.some(({ kind }) => kind === 'metadata')).toBe(true),
    { timeout: 20_000 },
  );
  child.kill('SIGKILL');
  await ended;
  expect((await run('sync', '05803')).exitCode).toBe(EXIT.ok);
  expect(await query(RUNS)).toEqual([
    { command: 'sync', outcome: 'abort' },
    { command: 'sync', outcome: 'complete' },
  ]);
});
