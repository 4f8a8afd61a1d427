import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  observedRate,
  paceSeconds,
  pauseSeconds,
  refusalSeconds,
} from '../../../../src/extract/budget/call-budget.ts';
import {
  type LimitSources,
  limitsFrom,
  rateFromHeaders,
} from '../../../../src/extract/budget/limits-from.ts';
import { createMemoryBudget } from '../../../../src/extract/budget/memory-budget.ts';
import { noneRecorded, readRecorded } from '../../../support/recorded.ts';

const SSB = { maxCells: 800_000, calls: 30, windowSeconds: 60 };
const SSB_CONFIG = { maxDataCells: 800_000, maxCallsPerTimeWindow: 0, timeWindow: 0 };
const SSB_HEADERS = { 'x-ratelimit-limit': '40', 'x-ratelimit-policy': '40;w=60s' };

describe('limits', () => {
  test.each<[string, LimitSources, readonly [number, number, number]]>([
    ['nothing stated', {}, [10_000, 30, 60]],
    [
      'SSB: a gateway that lets more through',
      { documented: SSB, config: SSB_CONFIG, headers: SSB_HEADERS },
      [800_000, 30, 60],
    ],
    [
      'SSB without documentation: a config of zeros says nothing',
      { config: SSB_CONFIG, headers: SSB_HEADERS },
      [800_000, 40, 60],
    ],
    ['only a config of zeros', { config: { ...SSB_CONFIG, maxDataCells: 0 } }, [10_000, 30, 60]],
    [
      'SCB: equal rates, the smaller burst',
      {
        documented: { maxCells: 150_000, calls: 30, windowSeconds: 10 },
        config: { maxDataCells: 150_000, maxCallsPerTimeWindow: 3, timeWindow: 1 },
      },
      [150_000, 3, 1],
    ],
    [
      'a config with fewer cells',
      { documented: SSB, config: { ...SSB_CONFIG, maxDataCells: 100_000 } },
      [100_000, 30, 60],
    ],
    [
      'a stricter gateway',
      { documented: SSB, headers: { 'x-ratelimit-policy': '10;w=60' } },
      [800_000, 10, 60],
    ],
    [
      'negative numbers',
      { documented: { maxCells: -1, calls: -1, windowSeconds: 60 } },
      [10_000, 30, 60],
    ],
    ['cells only', { documented: { maxCells: 500 } }, [500, 30, 60]],
  ])('of %s', (_, sources, [maxCells, calls, windowSeconds]) => {
    expect(limitsFrom(sources)).toEqual({ maxCells, calls, windowSeconds });
  });

  test.each([
    [{ 'x-ratelimit-policy': '40;w=60s' }, { calls: 40, windowSeconds: 60 }],
    [{ 'x-ratelimit-policy': ' 40 ; w = 60 ' }, { calls: 40, windowSeconds: 60 }],
    [{ 'x-ratelimit-policy': '40;w=60, 1000;w=3600' }, { calls: 40, windowSeconds: 60 }],
    [
      { 'x-ratelimit-policy': '40;w=60s', 'x-ratelimit-limit': '20' },
      { calls: 20, windowSeconds: 60 },
    ],
    [{ 'ratelimit-policy': '"burst";q=100;w=60' }, { calls: 100, windowSeconds: 60 }],
    [{ 'x-ratelimit-limit': '40' }, null],
    [{ 'x-ratelimit-policy': '0;w=60' }, null],
    [{ 'x-ratelimit-policy': '40;w=0' }, null],
    [{ 'x-ratelimit-policy': 'forty a minute' }, null],
    [{}, null],
  ])('in the headers %j are %j', (headers, rate) => {
    expect(rateFromHeaders(headers)).toEqual(rate);
  });

  test('never become looser by a response', () => {
    expect(observedRate(SSB, SSB_HEADERS)).toBe(SSB);
    expect(observedRate(SSB, { 'x-ratelimit-policy': '5;w=60s' })).toEqual({
      calls: 5,
      windowSeconds: 60,
    });
  });

  test.each([
    [{ 'x-ratelimit-remaining': '12' }, 0],
    [{}, 0],
    [{ 'x-ratelimit-remaining': '0' }, 60],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '7' }, 7],
    [{ 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '2026-11-23T08:00:00Z' }, 60],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795000000' }, 60],
  ])('that are used up (%j) make a pause of %d s', (headers, seconds) => {
    expect(pauseSeconds(SSB, headers)).toBe(seconds);
  });

  test.each<[number, Record<string, string>, number]>([
    [200, { 'retry-after': '17' }, 0],
    [404, { 'retry-after': '17' }, 0],
    [429, { 'retry-after': '17' }, 17],
    [429, { 'retry-after': 'Mon, 23 Nov 2026 08:01:30 GMT' }, 90],
    [429, {}, 60],
    [429, { 'retry-after': 'soon' }, 60],
    [503, { 'retry-after': '120' }, 120],
    [503, {}, 0],
    [503, { 'retry-after': '86400' }, 3_600],
  ])('refused with %d and %j keep everybody away for %d s', (status, headers, seconds) => {
    const now = Date.parse('2026-11-23T08:00:00Z');
    expect(refusalSeconds(SSB, { status, headers }, now)).toBe(seconds);
  });

  test.each([
    [0, 0],
    [1, 0],
    [30, 0],
    [31, 60],
    [60, 60],
    [61, 120],
    [300, 540],
  ])('of SSB give %d calls in %d s', (calls, seconds) => {
    expect(paceSeconds(calls, SSB)).toBe(seconds);
  });

  test.skipIf(noneRecorded)('are read off the recorded configuration of SCB', () => {
    const config = JSON.parse(
      Buffer.from(readRecorded('scb/v2_config.json')).toString(),
    ) as NonNullable<LimitSources['config']>;
    expect(limitsFrom({ config })).toEqual({ maxCells: 150_000, calls: 3, windowSeconds: 1 });
  });
});

describe('the budget in memory', () => {
  test('never lets more calls into any window than allowed, and wastes no time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 30 }),
        async (calls, windowSeconds, pauses) => {
          let clock = 0;
          const budget = createMemoryBudget({
            rate: { calls, windowSeconds },
            now: () => clock,
            sleep: async (ms) => {
              clock += ms;
            },
          });
          const made: number[] = [];
          for (const pause of pauses) {
            clock += pause;
            const asked = clock;
            await budget.take();
            const earlier = made.at(-calls);
            const free = earlier === undefined ? asked : earlier + windowSeconds * 1_000;
            expect(clock).toBe(Math.max(asked, free));
            made.push(clock);
          }
        },
      ),
    );
  });

  test('takes what was forecast', async () => {
    let clock = 0;
    const budget = createMemoryBudget({
      rate: { calls: 3, windowSeconds: 10 },
      now: () => clock,
      sleep: async (ms) => {
        clock += ms;
      },
    });
    for (let call = 0; call < 8; call += 1) await budget.take();
    expect(clock / 1_000).toBe(paceSeconds(8, { calls: 3, windowSeconds: 10 }));
  });

  test('pauses when a response says that nothing is left, and slows down when told', async () => {
    let clock = 0;
    const budget = createMemoryBudget({
      rate: { calls: 30, windowSeconds: 60 },
      now: () => clock,
      sleep: async (ms) => {
        clock += ms;
      },
    });
    const first = await budget.take();
    await first.settle({
      status: 200,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '9' },
    });
    const second = await budget.take();
    expect(clock).toBe(9_000);
    await second.settle({ status: 200, headers: { 'x-ratelimit-policy': '1;w=100' } });
    await budget.take();
    expect(clock).toBe(109_000);
  });

  test('counts a call from its answer on, as the source may have counted it so late', async () => {
    let clock = 0;
    const budget = createMemoryBudget({
      rate: { calls: 1, windowSeconds: 60 },
      now: () => clock,
      sleep: async (ms) => {
        clock += ms;
      },
    });
    const slow = await budget.take();
    clock = 5_000;
    await slow.settle(null);
    await budget.take();
    expect(clock).toBe(65_000);
  });

  test('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const budget = createMemoryBudget({ rate: { calls: 1, windowSeconds: 60 } });
    await budget.take(stop.signal);
    const waiting = budget.take(stop.signal);
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'SB_INTERRUPTED' });
  });
});
