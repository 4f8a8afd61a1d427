import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RELEASE_RHYTHM } from '../../../src/config/rhythm.ts';
import { firstDue, nextDue } from '../../../src/schedule/next-due.ts';
import {
  nextNight,
  outsideBusyQuarter,
  releaseInstant,
} from '../../../src/schedule/release-clock.ts';

const NOTHING = { updated: null, nextUpdate: null, awaitedRelease: null, polls: 0 };
const date = (text: string | null) => (text === null ? null : new Date(text));

describe('a table with rhythm release', () => {
  test.each([
    ['without a stated next update', null, '2026-11-23T12:00:00Z', '2026-11-24T02:30Z', 'nightly'],
    [
      'with one far away',
      '2027-01-08T07:00:00Z',
      '2026-11-23T12:00:00Z',
      '2026-11-24T02:30Z',
      'nightly',
    ],
    [
      'with one on this day',
      '2026-12-10T07:00:00Z',
      '2026-12-10T02:40:00Z',
      '2026-12-10T07:16Z',
      'release',
    ],
    [
      'with one in summer',
      '2026-07-10T06:00:00Z',
      '2026-07-10T01:40:00Z',
      '2026-07-10T06:16Z',
      'release',
    ],
    [
      'with one stated as midnight in Oslo',
      '2026-12-09T23:00:00Z',
      '2026-12-10T02:40:00Z',
      '2026-12-10T07:16Z',
      'release',
    ],
    [
      'with one that has passed',
      '2026-11-20T07:00:00Z',
      '2026-11-23T12:00:00Z',
      '2026-11-24T02:30Z',
      'nightly',
    ],
    [
      'looked at before the busy quarter has passed',
      '2026-12-10T07:00:00Z',
      '2026-12-10T07:05:00Z',
      '2026-12-10T07:16Z',
      'release',
    ],
  ])('%s', (_, nextUpdate, now, dueAt, reason) => {
    const due = nextDue(
      RELEASE_RHYTHM,
      { ...NOTHING, nextUpdate: date(nextUpdate) },
      new Date(now),
    );
    expect([due.dueAt.toISOString().replace(':00.000Z', 'Z'), due.reason]).toEqual([dueAt, reason]);
  });

  test('is looked at again at growing intervals until its release is seen, then by night', () => {
    const release = new Date('2026-12-10T07:00:00Z');
    let now = new Date('2026-12-10T02:40:00Z');
    let due = nextDue(RELEASE_RHYTHM, { ...NOTHING, nextUpdate: release }, now);
    const looks: string[] = [];
    while (due.reason !== 'nightly') {
      looks.push(`${due.dueAt.toISOString().slice(11, 16)} ${due.reason}`);
      now = due.dueAt;
      due = nextDue(RELEASE_RHYTHM, { ...due, updated: null, nextUpdate: release }, now);
    }
    expect(looks).toEqual([
      '07:16 release',
      '07:21 poll',
      '07:31 poll',
      '07:51 poll',
      '08:31 poll',
      '09:31 poll',
      '11:01 poll',
      '13:01 poll',
      '15:01 poll',
    ]);
    expect(due).toEqual({
      dueAt: new Date('2026-12-11T02:30:00Z'),
      reason: 'nightly',
      awaitedRelease: null,
      polls: 0,
    });
  });

  test('is not looked for any more once its release was seen', () => {
    const awaitedRelease = new Date('2026-12-10T07:00:00Z');
    const facts = { updated: awaitedRelease, nextUpdate: null, awaitedRelease, polls: 2 };
    expect(nextDue(RELEASE_RHYTHM, facts, new Date('2026-12-10T07:31:00Z'))).toMatchObject({
      reason: 'nightly',
      awaitedRelease: null,
      polls: 0,
    });
  });

  test.each([
    ['2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    ['2026-10-24T12:00:00Z', '2026-10-25T02:30:00.000Z'],
  ])('is looked at once in the odd night after %s', (now, dueAt) => {
    const due = nextDue(RELEASE_RHYTHM, NOTHING, new Date(now));
    expect(due.dueAt.toISOString()).toBe(dueAt);
    expect(nextNight(due.dueAt).getTime() - due.dueAt.getTime()).toBe(86_400_000);
  });
});

describe('a due time', () => {
  const instant = fc.date({
    min: new Date('2020-01-01T00:00:00Z'),
    max: new Date('2040-01-01T00:00:00Z'),
    noInvalidDate: true,
  });

  test('lies ahead, within a night, and outside the busy quarter', () => {
    fc.assert(
      fc.property(
        instant,
        fc.option(instant),
        fc.option(instant),
        fc.option(instant),
        fc.integer({ min: 0, max: 12 }),
        (now, updated, nextUpdate, awaitedRelease, polls) => {
          const facts = { updated, nextUpdate, awaitedRelease, polls };
          const { dueAt } = nextDue(RELEASE_RHYTHM, facts, now);
          expect(dueAt.getTime()).toBeGreaterThan(now.getTime());
          expect(dueAt.getTime()).toBeLessThanOrEqual(nextNight(now).getTime());
          expect(outsideBusyQuarter(dueAt)).toEqual(dueAt);
        },
      ),
    );
  });

  test('is one, however many ticks were missed', () => {
    const rhythm = { kind: 'cron', expression: '30 2 * * *' } as const;
    const { dueAt } = nextDue(rhythm, NOTHING, new Date('2026-11-26T12:00:00Z'));
    expect(dueAt).toEqual(new Date('2026-11-27T01:30:00Z'));
  });

  test('that a cron expression puts into the busy quarter is moved behind it', () => {
    const rhythm = { kind: 'cron', expression: '0 8 * * *' } as const;
    const { dueAt, reason } = nextDue(rhythm, NOTHING, new Date('2026-11-26T12:00:00Z'));
    expect([dueAt.toISOString(), reason]).toEqual(['2026-11-27T07:16:00.000Z', 'cron']);
  });

  test('of a table that was never fetched is now, or right after the busy quarter', () => {
    const now = new Date('2026-11-26T12:00:00Z');
    expect(firstDue(RELEASE_RHYTHM, null, now)).toMatchObject({ dueAt: now, reason: 'new' });
    expect(firstDue(RELEASE_RHYTHM, null, new Date('2026-11-26T07:00:00Z')).dueAt).toEqual(
      new Date('2026-11-26T07:16:00Z'),
    );
    expect(firstDue(RELEASE_RHYTHM, { nextUpdate: null }, now).reason).toBe('nightly');
  });
});

test('a release is at eight in Oslo on the day that was stated', () => {
  for (const stated of ['2026-07-09T22:00:00Z', '2026-07-10T06:00:00Z', '2026-07-10T21:59:00Z']) {
    expect(releaseInstant(new Date(stated))).toEqual(new Date('2026-07-10T06:00:00Z'));
  }
});
