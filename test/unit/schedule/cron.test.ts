import fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, test } from 'vitest';
import { readCron, readRhythm } from '../../../src/config/rhythm.ts';
import { nextTick } from '../../../src/schedule/cron.ts';

const next = (expression: string, after: string): string | null => {
  const fields = readCron(expression);
  if (fields === null) throw new Error(`not an expression: ${expression}`);
  return nextTick(fields, new Date(after))?.toISOString().replace(':00.000Z', 'Z') ?? null;
};

const ticks = (expression: string, after: string, count: number): (string | null)[] => {
  const found: (string | null)[] = [];
  let from = after;
  for (let tick = 0; tick < count; tick += 1) {
    const instant = next(expression, from);
    found.push(instant);
    from = instant?.replace('Z', ':00Z') ?? from;
  }
  return found;
};

describe('the next tick', () => {
  test.each([
    ['30 3 * * *', '2026-11-23T12:00:00Z', '2026-11-24T02:30Z'],
    ['30 3 * * *', '2026-11-24T02:29:59Z', '2026-11-24T02:30Z'],
    ['30 3 * * *', '2026-11-24T02:30:00Z', '2026-11-25T02:30Z'],
    ['0 9 * * mon-fri', '2026-11-20T12:00:00Z', '2026-11-23T08:00Z'],
    ['0 12 15 3,6 *', '2026-11-20T12:00:00Z', '2027-03-15T11:00Z'],
    ['0 12 15 3,6 *', '2027-03-20T12:00:00Z', '2027-06-15T10:00Z'],
    ['*/20 * * * *', '2026-11-20T12:41:00Z', '2026-11-20T13:00Z'],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-28T23:00Z'],
    ['0 0 29 2 1', '2026-01-01T00:00:00Z', '2044-02-28T23:00Z'],
    ['0 0 1 1 *', '2026-12-31T22:59:00Z', '2026-12-31T23:00Z'],
    ['0 6 * * 7', '2026-12-27T06:00:00Z', '2027-01-03T05:00Z'],
  ])('of %s after %s is %s', (expression, after, tick) => {
    expect(next(expression, after)).toBe(tick);
  });

  test('comes once in the night that has no 02:30, when its gap ends', () => {
    expect(ticks('30 2 * * *', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T01:30Z',
      '2026-03-29T01:00Z',
      '2026-03-30T00:30Z',
    ]);
    expect(ticks('0,30 2 * * *', '2026-03-28T02:00:00Z', 2)).toEqual([
      '2026-03-29T01:00Z',
      '2026-03-30T00:00Z',
    ]);
  });

  test('comes once in the night that has two 02:30', () => {
    expect(ticks('30 2 * * *', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
  });

  test('comes in every real hour where every hour is asked for', () => {
    expect(ticks('30 * * * *', '2026-10-24T23:45:00Z', 4)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-25T02:30Z',
      '2026-10-25T03:30Z',
    ]);
    expect(ticks('30 * * * *', '2026-03-28T23:45:00Z', 3)).toEqual([
      '2026-03-29T00:30Z',
      '2026-03-29T01:30Z',
      '2026-03-29T02:30Z',
    ]);
  });

  test('is the first minute that node-cron matches', () => {
    const field = (min: number, max: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min, max }).map(String),
        fc.integer({ min: 2, max: 20 }).map((step) => `*/${step}`),
        fc
          .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
          .map((pair) => pair.toSorted((a, b) => a - b).join('-')),
      );
    const expression = fc
      .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
      .map((fields) => fields.join(' '));
    // Months without a change of the clock: there node-cron's answer is the rule.
    const after = fc.date({
      min: new Date('2026-11-01T00:00:00Z'),
      max: new Date('2027-02-20T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(expression, after, (text, start) => {
        const fields = readCron(text);
        if (fields === null) throw new Error(text);
        const task = createTask(text, () => undefined, { timezone: 'Europe/Oslo' });
        const found = nextTick(fields, start);
        const first = Math.floor(start.getTime() / 60_000) * 60_000 + 60_000;
        const tick = found?.getTime() ?? Infinity;
        // Three hours after the start and the three before the tick: each match takes its time.
        const spans = [
          [first, Math.min(tick, first + 180 * 60_000)],
          [Math.max(first, tick - 180 * 60_000), tick],
        ] as const;
        for (const [from, to] of Number.isFinite(tick) ? spans : spans.slice(0, 1)) {
          for (let minute = from; minute < to; minute += 60_000) {
            if (task.match(new Date(minute))) {
              throw new Error(`missed ${new Date(minute).toISOString()}`);
            }
          }
        }
        if (found !== null && found.getTime() < Date.parse('2027-03-28T00:00:00Z')) {
          expect(task.match(found)).toBe(true);
        }
        void task.destroy();
      }),
      { numRuns: 40 },
    );
  });
});

describe('a rhythm', () => {
  test.each(['release', '30 3 * * *', '*/15 8-16 * * mon-fri', '0 0 1 jan *'])(
    'may be %j',
    (text) => {
      expect(readRhythm(text)).not.toBeNull();
    },
  );

  test.each([
    '',
    'nightly',
    '61 * * * *',
    '* * * * * *',
    '0 0 L * *',
    '0 0 * * sun#2',
    '@daily',
    '0 3 31 2 *',
  ])('may not be %j', (text) => {
    expect(readRhythm(text)).toBeNull();
  });
});
