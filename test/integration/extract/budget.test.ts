import { afterAll, beforeAll, describe, expect, test } from 'vitest';

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
      rate: { calls: 5, windowSeconds: 3_600 },
      ...extra,
    });

  test('lets no more calls through than allowed, whoever asks', async () => {
    const refused = new Error('would wait');
    const waits: number[] = [];
    const sleep = async (ms: number) => {
      waits.push(ms);
      throw refused;
    };
    const budgets = [budget(first, 'ssb', { sleep }), budget(second, 'ssb', { sleep })];
    const outcomes = await Promise.allSettled(
      Array.from({ length: 14 }, async (_, call) => budgets[call % 2]?.take()),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(waits).toHaveLength(9);
    expect(Math.min(...waits)).toBeGreaterThan(3_500_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
  });

  test('counts providers and addresses apart', async () => {
    const sleep = async () => Promise.reject(new Error('would wait'));
    for (const [provider, egress] of [
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
    ] as const) {
      const one = budget(first, provider, {
        egress,
        sleep,
        rate: { calls: 1, windowSeconds: 3_600 },
      });
      await one.take();
      await expect(one.take()).rejects.toThrow('would wait');
    }
  });

  test('goes on when a call has left the window', async () => {
    const rate = { calls: 1, windowSeconds: 0.05 };
    const one = budget(first, 'fast', { rate });
    for (let call = 0; call < 3; call += 1) await one.take();
    const { rows } = await first.pool.query<{ calls: number }>(
      `select count(*)::int as calls from ops.call where provider = 'fast'`,
    );
    expect(rows[0]?.calls).toBe(1);
  });

  test('obeys a stricter rate in a response, and a pause', async () => {
    const waits: number[] = [];
    const sleep = async (ms: number) => {
      waits.push(ms);
      if (ms > 10_000) throw new Error('would wait');
    };
    const one = budget(first, 'strict', { sleep });
    await one.take();
    one.observe({
      'x-ratelimit-policy': '1;w=3600',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '7',
    });
    await expect(one.take()).rejects.toThrow('would wait');
    expect(waits[0]).toBe(7_000);
    expect(one.forecast(2)).toBe(3_600);
  });

  test('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const one = budget(first, 'stopped', { rate: { calls: 1, windowSeconds: 3_600 } });
    await one.take(stop.signal);
    const waiting = one.take(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'SB_INTERRUPTED' });
  });
});

describe('the shared budget', () => {
  test('says what is missing in a database without the schema', async () => {
    const database = await createTestDatabase({ empty: true });
    const connection = await database.connect();
    const one = createPostgresBudget({
      pool: connection.pool,
      provider: 'ssb',
      egress: 'test',
      rate: { calls: 1, windowSeconds: 1 },
    });
    await expect(one.take()).rejects.toMatchObject({ code: 'SB_DB_QUERY' });
    await connection.close();
  });
});
