import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  freshness,
  type FreshnessFacts,
  FRESHNESS_STATES,
  lateSeconds,
} from '../../../src/schedule/freshness.ts';

const NOW = new Date('2026-10-07T12:00:00Z');
const RELEASE = '2026-10-07T06:00:00.000Z';

const FACTS: FreshnessFacts = {
  vintage: 3,
  nextUpdate: null,
  seenUpdated: '2026-09-01T06:00:00Z',
  takenUpdated: '2026-09-01T06:00:00Z',
  lookedAt: '2026-10-07T02:00:00Z',
  heldAt: null,
  discontinued: false,
  retiredAs: null,
  successor: null,
};

const judge = (facts: Partial<FreshnessFacts>, now = NOW) => freshness({ ...FACTS, ...facts }, now);

describe('a table', () => {
  test.each<[string, Partial<FreshnessFacts>, string, string, string | null]>([
    ['is current without a calendar', {}, 'current', 'up to date', null],
    [
      'is current until the announced day',
      { nextUpdate: '2026-10-20' },
      'current',
      'up to date; next release 2026-10-20 06:00Z',
      null,
    ],
    [
      'is late at the source if it was looked at since the release in vain',
      { nextUpdate: '2026-10-07', lookedAt: '2026-10-07T10:00:00Z' },
      'late-source',
      'late at the source: announced for 2026-10-07 06:00Z',
      RELEASE,
    ],
    [
      'is late here if nobody looked since the release',
      { nextUpdate: '2026-10-07' },
      'late-here',
      'late here: not looked at since the release 2026-10-07 06:00Z',
      RELEASE,
    ],
    [
      'is late here if the source shows what was not taken',
      { seenUpdated: '2026-10-06T06:00:00Z' },
      'late-here',
      'late here: the source published 2026-10-06 06:00Z',
      '2026-10-06T06:00:00Z',
    ],
    [
      'is current if the announced release is the one that was taken',
      {
        nextUpdate: '2026-10-07',
        seenUpdated: '2026-10-07T06:00:00Z',
        takenUpdated: '2026-10-07T06:00:00Z',
      },
      'current',
      'up to date',
      null,
    ],
    [
      'is held since it was held',
      { heldAt: '2026-10-06T06:20:00Z', seenUpdated: '2026-10-06T06:00:00Z' },
      'held',
      'new figures held since 2026-10-06 06:20Z',
      '2026-10-06T06:20:00Z',
    ],
    [
      'is discontinued if nothing was announced',
      { discontinued: true },
      'discontinued',
      'no longer updated by the source',
      null,
    ],
    [
      'is retired with its successor',
      { retiredAs: 'replaced', successor: '13760', nextUpdate: '2026-01-01' },
      'retired',
      'replaced at the source; see 13760',
      null,
    ],
    [
      'is absent before its first vintage',
      { vintage: null },
      'absent',
      'never published here',
      null,
    ],
  ])('%s', (_, facts, state, words, lateSince) => {
    expect(judge(facts)).toEqual({ state, words, lateSince });
  });

  it('is due, not late, in the hour after a release', () => {
    const facts = { nextUpdate: '2026-10-07' };
    expect(judge(facts, new Date('2026-10-07T06:59:00Z'))).toMatchObject({ state: 'due' });
    expect(judge(facts, new Date('2026-10-07T07:00:00Z'))).toMatchObject({ state: 'late-here' });
  });

  it('is late from eight by the clock in Oslo, in winter too', () => {
    const winter = judge({ nextUpdate: '2026-12-02' }, new Date('2026-12-02T12:00:00Z'));
    expect(winter.lateSince).toBe('2026-12-02T07:00:00.000Z');
  });
});

const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const maybe = fc.option(instant, { nil: null });

test('every table has one known state, and is late by nothing or by some time', () => {
  const facts: fc.Arbitrary<FreshnessFacts> = fc.record({
    vintage: fc.option(fc.nat(), { nil: null }),
    nextUpdate: maybe,
    seenUpdated: maybe,
    takenUpdated: maybe,
    lookedAt: maybe,
    heldAt: maybe,
    discontinued: fc.boolean(),
    retiredAs: fc.constantFrom(null, 'removed', 'replaced'),
    successor: fc.constantFrom(null, '13760'),
  });
  fc.assert(
    fc.property(facts, (random) => {
      const judged = freshness(random, NOW);
      expect(FRESHNESS_STATES).toContain(judged.state);
      expect(judged.lateSince !== null).toBe(/^(late-|held)/.test(judged.state));
      expect(lateSeconds(judged, NOW)).toBeGreaterThanOrEqual(0);
    }),
  );
});
