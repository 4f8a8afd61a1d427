import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BudgetState, forecastCalls } from '../../../src/extract/budget/forecast.ts';
import { createMemoryBudget } from '../../../src/extract/budget/memory-budget.ts';
import { forecastText } from '../../../src/commands/forecast-text.ts';

const SSB = { calls: 30, windowSeconds: 60 };
const IDLE: BudgetState = { called: [], ahead: 0, pausedSeconds: 0, rates: [SSB] };
const tenSecondsAgo = (calls: number) => Array.from({ length: calls }, () => -10);

describe('a forecast', () => {
  test.each<[string, Partial<BudgetState>, number]>([
    ['of an idle budget', {}, 0],
    ['with calls left', { called: tenSecondsAgo(29) }, 0],
    ['of a used window', { called: tenSecondsAgo(30) }, 50],
    ['with others ahead', { called: tenSecondsAgo(20), ahead: 10 }, 50],
    [
      'with so many ahead that the next window is theirs too',
      { called: tenSecondsAgo(30), ahead: 30 },
      110,
    ],
    ['of a paused source', { pausedSeconds: 120 }, 120],
    [
      'of two limits',
      { called: tenSecondsAgo(1), rates: [SSB, { calls: 1, windowSeconds: 100 }] },
      90,
    ],
  ])('%s', (_, state, queueSeconds) => {
    expect(forecastCalls(9, { ...IDLE, ...state }).queueSeconds).toBe(queueSeconds);
  });

  test('gives calls their share of the limit', () => {
    expect(forecastCalls(9, IDLE)).toEqual({ calls: 9, queueSeconds: 0, seconds: 18 });
  });

  test('is how long a budget then lets its caller wait', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }),
        async (calls, pauses) => {
          const rate = { calls, windowSeconds: 10 };
          let clock = 0;
          const budget = createMemoryBudget({
            rate,
            now: () => clock * 1_000,
            sleep: async (ms) => {
              clock += ms / 1_000;
            },
          });
          const made: number[] = [];
          for (const pause of pauses) {
            await budget.take();
            made.push(clock);
            clock += pause;
          }
          const called = made.map((time) => time - clock);
          const { queueSeconds } = forecastCalls(1, { ...IDLE, called, rates: [rate] });
          const before = clock;
          await budget.take();
          expect(queueSeconds).toBeCloseTo(clock - before, 6);
        },
      ),
    );
  });

  test.each([
    [{ calls: 9, seconds: 18, queueSeconds: 120 }, '9 calls, 18 s; queue 2 min'],
    [{ calls: 1, seconds: 2, queueSeconds: 0 }, '1 call, 2 s; no queue'],
    [{ calls: 90, seconds: 180, queueSeconds: 41.2 }, '90 calls, 3 min; queue 42 s'],
    [{ calls: 9_000, seconds: 18_000, queueSeconds: 0 }, '9000 calls, 5 h; no queue'],
  ])('%j reads %s', (forecast, text) => {
    expect(forecastText(forecast)).toBe(text);
  });
});
