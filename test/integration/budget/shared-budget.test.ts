import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { type CallBudget, type Lane, LANES } from '../../../src/extract/budget/call-budget.ts';
import { budgetState, forecastCalls } from '../../../src/extract/budget/forecast.ts';
import { createPostgresBudget } from '../../../src/extract/budget/postgres-budget.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

describe.each(servers())('the shared budget on $name', (server) => {
  let first: Connection;
  let second: Connection;

  beforeAll(async () => {
    const database = await createTestDatabase({ server });
    first = await database.connect();
    second = await database.connect();
  });

  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
  });

  const budget = (connection: Connection, provider: string, extra: object = {}) =>
    createPostgresBudget({
      pool: connection.pool,
      provider,
      egress: 'test',
      lane: 'interactive',
      rate: { calls: 5, windowSeconds: 3_600 },
      ...extra,
    });

  const wouldWait = async () => Promise.reject(new Error('would wait'));
  const waits = async (one: CallBudget) =>
    one.take().then(
      () => false,
      (error: Error) => error.message === 'would wait',
    );

  test('lets no more calls through than allowed, whoever asks', async () => {
    const told: number[] = [];
    const sleep = async (ms: number) => {
      told.push(ms);
      throw new Error('would wait');
    };
    const budgets = [budget(first, 'ssb', { sleep }), budget(second, 'ssb', { sleep })];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 14 }, async (_, call) => budgets[call % 2]?.take()),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(told).toEqual(Array.from({ length: 9 }, () => 10_000));
    expect(await queued(first, 'ssb')).toBe(0);
  });

  test('counts providers and addresses apart', async () => {
    for (const [provider, egress] of [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
    ] as const) {
      const rate = { calls: 1, windowSeconds: 3_600 };
      const one = budget(first, provider, { egress, sleep: wouldWait, rate });
      await one.take();
      await expect(one.take()).rejects.toThrow('would wait');
    }
  });

  test('goes on when a call has left the window, counted from its answer', async () => {
    const one = budget(first, 'fast', { rate: { calls: 1, windowSeconds: 0.2 } });
    const started = performance.now();
    for (let call = 0; call < 3; call += 1) await (await one.take()).settle(null);
    expect(performance.now() - started).toBeGreaterThan(400);
  });

  test('counts a call from when its answer began to come, and never from before it was taken', async () => {
    const one = budget(first, 'stored', {
      rate: { calls: 1, windowSeconds: 60 },
      sleep: wouldWait,
    });
    const slow = await one.take();
    await age(first, 'stored', '65 seconds');
    await slow.settle({ status: 200, headers: {} }, 59_000);
    expect(await waits(one)).toBe(true);
    await slow.settle({ status: 200, headers: {} }, 61_000);
    expect(await waits(one)).toBe(false);
    const quick = budget(first, 'quick', {
      rate: { calls: 1, windowSeconds: 60 },
      sleep: wouldWait,
    });
    await (await quick.take()).settle(null, 3_600_000);
    expect(await waits(quick)).toBe(true);
  });

  test('counts a call that is not answered as if it came now', async () => {
    const one = budget(first, 'silent', {
      rate: { calls: 1, windowSeconds: 1 },
      sleep: wouldWait,
    });
    await one.take();
    await age(first, 'silent', '30 seconds');
    expect(await waits(one)).toBe(true);
    await age(first, 'silent', '45 seconds');
    expect(await waits(one)).toBe(false);
  });

  test('obeys a stricter rate in a response, everywhere and at once', async () => {
    const one = budget(first, 'strict', { sleep: wouldWait });
    const other = budget(second, 'strict', { sleep: wouldWait });
    const call = await one.take();
    await call.settle({ status: 200, headers: { 'x-ratelimit-policy': '2;w=7200' } });
    expect([await waits(other), await waits(other), await waits(one)]).toEqual([false, true, true]);
  });

  test.each([
    ['a 429', { status: 429, headers: { 'retry-after': '7' } }],
    ['a 503', { status: 503, headers: { 'retry-after': '7' } }],
    [
      'nothing left',
      { status: 200, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '7' } },
    ],
  ])('pauses everybody after %s', async (what, answer) => {
    const told: number[] = [];
    const sleep = async (ms: number) => {
      told.push(ms);
      throw new Error('would wait');
    };
    const provider = `pause ${what}`;
    await (await budget(first, provider).take()).settle(answer);
    await expect(budget(second, provider, { sleep }).take()).rejects.toThrow('would wait');
    expect(told[0]).toBeGreaterThan(6_000);
    expect(told[0]).toBeLessThanOrEqual(7_000);
  });

  test('does not wait for a source that has sent everybody away for long', async () => {
    const call = await budget(first, 'closed').take();
    await call.settle({ status: 503, headers: { 'retry-after': '1800' } });
    await expect(budget(second, 'closed').take()).rejects.toMatchObject({
      code: 'SB_HTTP_PAUSED',
      message: expect.stringContaining('30 minutes'),
    });
  });

  test('leaves a part of the calls to the lanes above', async () => {
    const rate = { calls: 30, windowSeconds: 3_600 };
    const taken: [Lane, number][] = [];
    for (const lane of LANES.toReversed()) {
      let calls = 0;
      while (!(await waits(budget(first, 'lanes', { lane, rate, sleep: wouldWait })))) calls += 1;
      taken.push([lane, calls]);
    }
    expect(taken).toEqual([
      ['audit', 20],
      ['nightly', 8],
      ['release', 1],
      ['interactive', 1],
    ]);
  });

  test('lets waiting callers of a higher lane go first, then whoever came first', async () => {
    const rate = { calls: 1, windowSeconds: 0.3 };
    const order: string[] = [];
    const caller = async (name: string, lane: Lane, connection: Connection) => {
      const call = await budget(connection, 'order', { lane, rate }).take();
      order.push(name);
      await call.settle(null);
    };
    const blocking = await budget(first, 'order', { rate }).take();
    const callers = [];
    for (const [name, lane] of [
      ['audit', 'audit'],
      ['night 1', 'nightly'],
      ['night 2', 'nightly'],
      ['person', 'interactive'],
    ] as const) {
      callers.push(caller(name, lane, callers.length % 2 === 0 ? first : second));
      await vi.waitFor(async () => expect(await queued(first, 'order')).toBe(callers.length));
    }
    await blocking.settle(null);
    await Promise.all(callers);
    expect(order).toEqual(['person', 'night 1', 'night 2', 'audit']);
  });

  test('does not wait for a caller that died in the queue', async () => {
    const one = budget(first, 'dead', { sleep: wouldWait });
    await first.pool.query(
      `insert into ops.call_queue (ticket, provider, egress, lane, expires_at)
       select gen_random_uuid(), 'dead', 'test', 'interactive', clock_timestamp() - interval '1 second'
       from generate_series(1, 9)`,
    );
    expect(await waits(one)).toBe(false);
  });

  test('is blocked for one window at most when the clock of the server is set back', async () => {
    const one = budget(first, 'clock', {
      rate: { calls: 1, windowSeconds: 1 },
      sleep: wouldWait,
    });
    await (await one.take()).settle({ status: 429, headers: { 'retry-after': '100' } });
    await age(first, 'clock', '-1 day');
    await expect(one.take()).rejects.toThrow('would wait');
    const { rows } = await first.pool.query<{ pause: number; ahead: number }>(
      `select extract(epoch from paused_until - clock_timestamp())::float8 as pause,
         extract(epoch from max(answered_at) - clock_timestamp())::float8 as ahead
       from ops.call_source join ops.call using (provider, egress)
       where provider = 'clock' group by 1`,
    );
    expect(rows[0]?.pause).toBeLessThanOrEqual(100);
    expect(rows[0]?.ahead).toBeLessThanOrEqual(0);
  });

  test('stops waiting when it is told to, and leaves the queue', async () => {
    const stop = new AbortController();
    const one = budget(first, 'stopped', { rate: { calls: 1, windowSeconds: 3_600 } });
    await one.take(stop.signal);
    const waiting = one.take(stop.signal);
    await vi.waitFor(async () => expect(await queued(first, 'stopped')).toBe(1));
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'SB_INTERRUPTED' });
    expect(await queued(first, 'stopped')).toBe(0);
  });

  test('knows the lanes of the program', async () => {
    const { rows } = await first.pool.query<{ lane: string }>(
      'select lane from ops.call_lane order by rank',
    );
    expect(rows.map(({ lane }) => lane)).toEqual(LANES);
  });

  test('forecasts what it then takes', async () => {
    const name = { pool: first.pool, provider: 'forecast', egress: 'test' };
    const rate = { calls: 2, windowSeconds: 1 };
    const empty = await budgetState(name, 'interactive', rate);
    expect(empty && forecastCalls(9, empty)).toEqual({ calls: 9, queueSeconds: 0, seconds: 4.5 });
    const one = budget(first, 'forecast', { rate });
    for (let call = 0; call < 2; call += 1) await (await one.take()).settle(null);
    const busy = await budgetState(name, 'interactive', rate);
    const { queueSeconds } = forecastCalls(1, busy ?? expect.fail('the schema has a budget'));
    const started = performance.now();
    await one.take();
    expect(Math.abs((performance.now() - started) / 1_000 - queueSeconds)).toBeLessThan(0.5);
  });
});

async function queued(connection: Connection, provider: string): Promise<number> {
  const { rows } = await connection.pool.query<{ count: number }>(
    'select count(*)::int from ops.call_queue where provider = $1',
    [provider],
  );
  return rows[0]?.count ?? 0;
}

/** Moves what is stored into the past; into the future it looks as after a clock that was set back. */
async function age(connection: Connection, provider: string, by: string): Promise<void> {
  await connection.pool.query(
    `update ops.call set taken_at = taken_at - $2::interval, answered_at = answered_at - $2::interval
     where provider = $1`,
    [provider, by],
  );
  await connection.pool.query(
    `update ops.call_source set paused_at = paused_at - $2::interval, paused_until = paused_until - $2::interval
     where provider = $1`,
    [provider, by],
  );
}

describe('the shared budget', () => {
  test('says what is missing in a database without the schema', async () => {
    const database = await createTestDatabase({ empty: true });
    const connection = await database.connect();
    const one = createPostgresBudget({
      pool: connection.pool,
      provider: 'ssb',
      egress: 'test',
      lane: 'interactive',
      rate: { calls: 1, windowSeconds: 1 },
    });
    await expect(one.take()).rejects.toMatchObject({ code: 'SB_DB_QUERY' });
    await connection.close();
  });
});
