import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysLater,
  instantOf,
  occurrenceOf,
  wallTime,
} from '../../../src/schedule/norwegian-time.ts';

const at = (text: string) => {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number);
  return { year: year!, month: month!, day: day!, hour: hour!, minute: minute! };
};

describe('the clock in Oslo', () => {
  test.each([
    ['2026-01-09T07:00:00Z', '2026-01-09 08:00'],
    ['2026-09-23T06:00:00Z', '2026-09-23 08:00'],
    ['2021-06-13T22:00:00Z', '2021-06-14 00:00'],
    ['2026-03-29T00:59:00Z', '2026-03-29 01:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29 03:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25 02:30'],
    ['2026-10-25T01:30:00Z', '2026-10-25 02:30'],
    ['2026-12-31T23:00:00Z', '2027-01-01 00:00'],
    ['2028-02-28T23:00:00Z', '2028-02-29 00:00'],
  ])('shows at %s the time %s', (instant, shown) => {
    expect(wallTime(new Date(instant))).toEqual(at(shown));
  });

  test('skips 02:30 in spring, and shows it twice in autumn', () => {
    expect(occurrenceOf(at('2026-03-29 02:30'))).toEqual({
      instants: [],
      afterGap: new Date('2026-03-29T01:00:00Z'),
    });
    expect(occurrenceOf(at('2026-10-25 02:30'))).toEqual({
      instants: [new Date('2026-10-25T00:30:00Z'), new Date('2026-10-25T01:30:00Z')],
      afterGap: null,
    });
  });

  test('shows every minute at the instants that it is found by', () => {
    const minute = fc.date({
      min: new Date('1980-01-01T00:00:00Z'),
      max: new Date('2090-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(minute, (date) => {
        const instant = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
        const { instants, afterGap } = occurrenceOf(wallTime(instant));
        expect(afterGap).toBeNull();
        expect(instants.map(Number)).toContain(instant.getTime());
      }),
    );
  });

  test('finds some instant for every time of every day', () => {
    for (let day = 0; day < 366; day += 1) {
      for (const hour of [0, 2, 3, 8, 23]) {
        const time = daysLater(at(`2026-01-01 ${String(hour)}:30`), day);
        const shown = wallTime(instantOf(time));
        expect(shown.day).toBe(time.day);
        expect(shown.hour === time.hour || (time.hour === 2 && shown.hour === 3)).toBe(true);
      }
    }
  });

  test.each([
    ['2026-12-31 10:00', 1, '2027-01-01 10:00'],
    ['2028-02-28 10:00', 1, '2028-02-29 10:00'],
    ['2026-03-28 02:30', 1, '2026-03-29 02:30'],
  ])('counts %s and %d days as %s', (from, days, to) => {
    expect(daysLater(at(from), days)).toEqual(at(to));
  });
});
