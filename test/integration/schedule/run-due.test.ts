import { beforeEach, describe, expect, test } from 'vitest';
import { type VirtualClock, virtualClock } from '../../../src/simulator/clock.ts';
import { runDue } from '../../../src/schedule/run-due.ts';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { servers } from '../../support/database.ts';
import { testScheduler } from '../../support/scheduled-nights.ts';
import { exampleSimulator, exampleTables } from '../../support/simulator.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

const cron = (expression: string) => ({ kind: 'cron', expression }) as const;

describe.each(servers())('the schedule on $name', (server) => {
  let workshop: TestWorkshop;
  let clock: VirtualClock;

  beforeEach(async () => {
    workshop = await openTestWorkshop({ server });
  });

  const start = async (
    instant: string,
    tables: readonly string[],
    nextUpdate: string | null = null,
  ) => {
    clock = virtualClock(instant);
    const examples = await exampleTables();
    const simulator: Simulator = await exampleSimulator({
      clock,
      tables: examples.map((table) => ({ ...table, nextUpdate })),
    });
    return { simulator, scheduler: testScheduler(workshop, simulator, clock, tables) };
  };

  test('fetches a new table at once, then every night', async () => {
    const { scheduler } = await start('2026-11-23T12:00:00Z', ['05803']);
    expect(await scheduler.round()).toMatchObject([{ table: 'ssb:05803', outcome: 'published' }]);
    expect(await scheduler.round()).toEqual([]);
    expect(await scheduler.until('2026-11-25T12:00:00Z', 30)).toEqual([
      '2026-11-24T02:30',
      '2026-11-25T02:30',
    ]);
  });

  test('makes up for three missed nights once', async () => {
    const { scheduler } = await start('2026-11-23T12:00:00Z', ['05803']);
    await scheduler.round();
    clock.set('2026-11-26T12:00:00Z');
    expect(await scheduler.round()).toHaveLength(1);
    expect(await scheduler.round()).toEqual([]);
    expect(await scheduler.until('2026-11-27T12:00:00Z', 30)).toEqual(['2026-11-27T02:30']);
  });

  test.each([
    ['that has no 02:30', '2026-03-28T12:00:00Z', '2026-03-29T01:00', '2026-03-30T00:30'],
    ['that has two', '2026-10-24T12:00:00Z', '2026-10-25T00:30', '2026-10-26T01:30'],
  ])('runs 02:30 once in the night %s', async (_, noon, odd, next) => {
    const { scheduler } = await start(noon, ['05803']);
    scheduler.rhythms.set('05803', cron('30 2 * * *'));
    await scheduler.round();
    expect(await scheduler.until(`${next}:00Z`, 10)).toEqual([odd, next]);
  });

  test('begins nothing in the busy quarter around a release', async () => {
    const { scheduler } = await start('2026-11-23T06:50:00Z', ['05803']);
    clock.set('2026-11-23T06:56:00Z');
    expect(await scheduler.round()).toEqual([]);
    expect(await workshop.rows('select run_id from ops.run')).toEqual([]);
    expect(await scheduler.until('2026-11-23T08:00:00Z', 1)).toEqual(['2026-11-23T07:16']);
  });

  test('looks for an announced release until it is seen, and fetches it once', async () => {
    const { scheduler, simulator } = await start(
      '2026-12-09T12:00:00Z',
      ['05803'],
      '2026-12-10T07:00:00Z',
    );
    await scheduler.round();
    expect(await scheduler.until('2026-12-10T07:25:00Z', 5)).toEqual(['2026-12-10T02:30']);
    const looks = await workshop.rows('select reason, polls from ops.schedule');
    expect(looks).toEqual([{ reason: 'poll', polls: 2 }]);
    simulator.publish('05803', { changes: [{ change: 'discontinue' }] });
    const asked = simulator.requests.length;
    expect(await scheduler.until('2026-12-10T22:01:00Z', 6)).toEqual(['2026-12-10T07:37']);
    expect(simulator.requests.length - asked).toBeLessThan(10);
    expect(await scheduler.until('2026-12-11T04:00:00Z', 10)).toEqual(['2026-12-11T02:31']);
  });

  test('runs no table twice, however many schedulers there are', async () => {
    const tables = ['05803', '03024', '07459', '10611'];
    const { scheduler } = await start('2026-11-23T12:00:00Z', tables);
    const reports = await Promise.all([scheduler.round(), scheduler.round(), scheduler.round()]);
    expect(
      reports
        .flat()
        .map(({ table }) => table)
        .toSorted(),
    ).toEqual(tables.map((table) => `ssb:${table}`).toSorted());
    expect(await workshop.rows('select count(*)::int as tasks from ops.task')).toEqual([
      { tasks: 4 },
    ]);
  });

  test('gives a table that failed its next time too', async () => {
    const { scheduler, simulator } = await start('2026-11-23T12:00:00Z', ['05803', '03024']);
    simulator.faults.always({ kind: 'data', table: '05803' }, { kind: 'contradicting-size' });
    const reports = await scheduler.round();
    expect(reports.map(({ outcome }) => outcome).toSorted()).toEqual(['published', 'quarantined']);
    expect(await scheduler.round()).toEqual([]);
  });

  test('follows the catalogue: tables come, go, and change their rhythm', async () => {
    const { scheduler } = await start('2026-11-23T12:00:00Z', ['05803', '03024']);
    await scheduler.round();
    scheduler.rhythms.delete('03024');
    scheduler.rhythms.set('05803', cron('0 14 * * *'));
    scheduler.rhythms.set('07459', cron('0 15 * * *'));
    expect(await scheduler.round()).toMatchObject([{ table: 'ssb:07459' }]);
    expect(await scheduler.until('2026-11-23T16:00:00Z', 30)).toEqual([
      '2026-11-23T13:00',
      '2026-11-23T14:00',
    ]);
    expect(await workshop.rows('select table_id from ops.schedule order by 1')).toEqual([
      { table_id: '05803' },
      { table_id: '07459' },
    ]);
  });

  test('ends what a process that died has begun, once, and does its work', async () => {
    const { scheduler } = await start('2026-11-23T12:00:00Z', ['05803']);
    const dead = '00000000-0000-4000-8000-000000000001';
    await workshop.rows(
      `insert into ops.run (run_id, command, program_version, lease_token) values ($1, 'schedule', '0', 0)`,
      [dead],
    );
    await workshop.rows(
      `insert into ops.lease (name, holder, token, renewed_at, duration, expires_at)
       values ('run:' || $1::text, 'elsewhere:1', 0, clock_timestamp(), '1 minute', clock_timestamp() + interval '1 minute')`,
      [dead],
    );
    await workshop.rows(
      `insert into ops.task (task_id, run_id, provider, table_id, kind)
       values (gen_random_uuid(), $1, 'ssb', '05803', 'sync')`,
      [dead],
    );
    await workshop.rows(
      `insert into ops.schedule (provider, table_id, rhythm, due_at, reason, claimed_by)
       values ('ssb', '05803', 'release', '2026-11-23T02:30:00Z', 'nightly', $1)`,
      [dead],
    );
    expect(await scheduler.round()).toEqual([]);
    await workshop.rows(
      `update ops.lease set expires_at = clock_timestamp() - interval '1 second'`,
    );
    const rounds = await Promise.all([scheduler.round(), scheduler.round()]);
    expect(rounds.flat()).toHaveLength(1);
    expect(await workshop.rows('select outcome from ops.run where run_id = $1', [dead])).toEqual([
      { outcome: 'abort' },
    ]);
    expect(
      await workshop.rows('select outcome, error_code from ops.task where run_id = $1', [dead]),
    ).toEqual([{ outcome: 'failed', error_code: 'SB_LEASE_LOST' }]);
  });

  test('gives back what it has claimed when it is stopped', async () => {
    const { scheduler } = await start('2026-11-23T12:00:00Z', ['05803']);
    const broken = { ...scheduler.work, sync: async () => Promise.reject(new Error('stopped')) };
    const now = () => clock.now();
    await expect(runDue({ ...workshop, now }, broken)).rejects.toThrow('stopped');
    expect(await workshop.rows('select claimed_by, last_due_at from ops.schedule')).toEqual([
      { claimed_by: null, last_due_at: null },
    ]);
    expect(await scheduler.round()).toHaveLength(1);
  });
});
