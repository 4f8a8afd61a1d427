import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TableLook } from '../../../src/lineage/table-looks.ts';
import { chooseForAudit } from '../../../src/pipeline/audit.ts';
import { planLook } from '../../../src/pipeline/discover.ts';
import { changeOf, selectionText } from '../../../src/pipeline/discover-change.ts';
import { silentChange } from '../../../src/pipeline/discover-fetched.ts';
import { absentDaysAfter } from '../../../src/pipeline/retire.ts';
import { osloDay } from '../../../src/transform/oslo-day.ts';

const STAMP = '2026-01-09T07:00:00.000Z';
const LATER = '2026-02-10T07:00:00.000Z';
const WHOLE = selectionText({});

const seen: TableLook = Object.freeze({
  table: '03013',
  lookedAt: STAMP,
  wholeLookAt: STAMP,
  listedAt: STAMP,
  listedUpdated: STAMP,
  listedLastPeriod: '2025M12',
  missingSince: null,
  fetchedAt: STAMP,
  fetchedUpdated: STAMP,
  fetchedLastPeriod: '2025M12',
  fetchedSelection: WHOLE,
  fetchedCalls: 4,
  auditedAt: null,
  title: 'Konsumprisindeks',
  variables: ['konsumgruppe', 'måned'],
  discontinued: false,
  absentDays: 0,
  absentAt: null,
  retiredAt: null,
  retiredAs: null,
  successor: null,
});

describe('a table is fetched', () => {
  test.each([
    [{}, null],
    [{ fetchedAt: null }, 'never fetched'],
    [{ listedUpdated: LATER }, 'newer publication'],
    [{ listedUpdated: '2025-12-10T07:00:00.000Z' }, 'older publication'],
    [{ listedUpdated: null }, 'no publication time'],
    [{ fetchedUpdated: null }, 'newer publication'],
    [{ listedLastPeriod: '2026M01' }, 'another last period'],
    [{ listedLastPeriod: null }, 'another last period'],
    [{ fetchedSelection: selectionText({ Tid: { values: ['*'] } }) }, 'another selection'],
    [{ missingSince: LATER }, 'not in the catalogue'],
    [{ retiredAt: LATER, retiredAs: 'removed', listedUpdated: null }, null],
    [{ retiredAt: STAMP, listedAt: LATER }, 'back in the catalogue'],
  ] as const)('where %o: %s', (difference, reason) => {
    expect(changeOf({ ...seen, ...difference }, WHOLE)).toBe(reason);
  });

  test('where nothing is known of it', () => {
    expect(changeOf(undefined, WHOLE)).toBe('never fetched');
  });

  test('whatever the order in which a selection was written', () => {
    const one = { Tid: { values: ['*'] }, Region: { values: ['0'] } };
    const other = { Region: { values: ['0'] }, Tid: { values: ['*'] } };
    expect(selectionText(one)).toBe(selectionText(other));
  });
});

describe('a look', () => {
  const days = (count: number): Date => new Date(Date.parse(STAMP) + count * 86_400_000);

  test('is not needed where nothing was ever fetched', () => {
    expect(planLook([{ ...seen, fetchedAt: null }], days(1))).toEqual({ kind: 'none' });
  });

  test.each([
    [0, 2],
    [0.5, 3],
    [1, 3],
    [6.9, 9],
  ])('after %f days covers %i', (count, pastDays) => {
    expect(planLook([seen], days(count))).toEqual({ kind: 'window', pastDays });
  });

  test('is shared with whoever looked at all tables within the last moments, by any clock', () => {
    const soon = new Date(Date.parse(STAMP) + 59_000);
    const later = new Date(Date.parse(STAMP) + 60_000);
    const old = { ...seen, lookedAt: '2020-01-01T00:00:00.000Z' };
    expect(planLook([seen], soon, 60_000)).toEqual({ kind: 'shared' });
    expect(planLook([seen], soon)).toMatchObject({ kind: 'window' });
    expect(planLook([seen], later, 60_000)).toMatchObject({ kind: 'window' });
    expect(planLook([seen], days(-1), 60_000)).toMatchObject({ kind: 'window' });
    expect(planLook([seen, old], soon, 60_000).kind).not.toBe('shared');
  });

  test('reads the whole catalogue for what was not listed for a week', () => {
    expect(planLook([seen], days(7))).toEqual({ kind: 'whole' });
    expect(planLook([{ ...seen, lookedAt: LATER, listedAt: LATER }, seen], days(33))).toEqual({
      kind: 'whole',
    });
  });

  test('with a clock that went backwards still covers the overlap', () => {
    expect(planLook([seen], days(-10))).toEqual({ kind: 'window', pastDays: 2 });
  });

  test('never leaves a gap between two windows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 * 24 * 60 }), (minutes) => {
        const now = days(minutes / 1440);
        const plan = planLook([seen], now);
        const from = plan.kind === 'window' ? now.getTime() - plan.pastDays * 86_400_000 : 0;
        expect(from).toBeLessThanOrEqual(Date.parse(STAMP) - 86_400_000);
      }),
    );
  });
});

describe('a silent change', () => {
  const still = { updated: STAMP, lastPeriod: '2025M12', selection: WHOLE };
  const none = { added: 0, changed: 0, withdrawn: 0, labelsChanged: false };

  test('is figures or texts under the same stamp', () => {
    const [cells] = silentChange(seen, still, { ...none, changed: 3 });
    expect(cells?.message).toBe(
      `3 cells changed, 0 were added and 0 withdrawn, although the publisher still states ${STAMP}`,
    );
    const [texts] = silentChange(seen, still, { ...none, labelsChanged: true });
    expect(texts?.message).toBe(`texts changed, although the publisher still states ${STAMP}`);
  });

  test.each([
    ['nothing changed', seen, still, none],
    ['the stamp is another', seen, { ...still, updated: LATER }, { ...none, changed: 1 }],
    [
      'the last period is another',
      seen,
      { ...still, lastPeriod: '2026M01' },
      { ...none, added: 1 },
    ],
    ['more was asked for', seen, { ...still, selection: '[1]' }, { ...none, added: 1 }],
    ['there is no stamp', seen, { ...still, updated: null }, { ...none, changed: 1 }],
    ['the table is new', undefined, still, { ...none, added: 1 }],
  ])('is none where %s', (_, before, now, report) => {
    expect(silentChange(before, now, report)).toEqual([]);
  });
});

test('absence counts days in Oslo', () => {
  const at = (instant: string): Date => new Date(instant);
  expect(absentDaysAfter(undefined, at(STAMP))).toBe(1);
  const evening = { absentDays: 1, absentAt: '2026-07-01T20:00:00.000Z' };
  expect(absentDaysAfter(evening, at('2026-07-01T21:59:59Z'))).toBe(1);
  expect(absentDaysAfter(evening, at('2026-07-01T22:00:00Z'))).toBe(2);
  expect(osloDay('2021-06-13T22:00:00Z')).toBe('2021-06-14');
  expect(osloDay('2026-12-31T22:59:59Z')).toBe('2026-12-31');
});

test('an audit of many nights asks every table before it asks one again', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 4, max: 12 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 12, max: 40 }),
      (costs, calls) => {
        const audited = new Map<string, string>();
        const counts = new Map<string, number>();
        for (let night = 1; night <= costs.length * 3; night += 1) {
          const candidates = costs.map((fetchedCalls, place) => {
            const table = String(place).padStart(5, '0');
            const look = { ...seen, table, fetchedCalls, auditedAt: audited.get(table) ?? null };
            return { target: { ref: { provider: 'ssb', table }, selection: {} }, look };
          });
          const { chosen, tooLarge } = chooseForAudit(candidates, calls);
          expect(tooLarge).toEqual([]);
          for (const [place, { ref }] of chosen.entries()) {
            audited.set(ref.table, new Date(Date.UTC(2027, 0, night, 0, place)).toISOString());
            counts.set(ref.table, (counts.get(ref.table) ?? 0) + 1);
          }
          const times = costs.map((_, place) => counts.get(String(place).padStart(5, '0')) ?? 0);
          expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1);
        }
      },
    ),
    { numRuns: 50 },
  );
});
