import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parsePeriod } from '../../../src/transform/period.ts';
import { isDay, periodsInYear } from '../../../src/transform/period/calendar.ts';
import type { PeriodHints } from '../../../src/transform/period/hint.ts';
import {
  formatPeriod,
  type NumberedGranularity,
  type PeriodParts,
  type SinglePeriod,
} from '../../../src/transform/period/parts.ts';

const YEAR = fc.integer({ min: 1700, max: 2200 });

const NUMBERED = fc.constantFrom<NumberedGranularity>(
  'half-year',
  'third',
  'quarter',
  'month',
  'week',
);

const SINGLE: fc.Arbitrary<SinglePeriod> = fc.oneof(
  YEAR.map((year) => ({ granularity: 'year' as const, year })),
  fc.tuple(NUMBERED, YEAR, fc.nat()).map(([granularity, year, any]) => ({
    granularity,
    year,
    number: (any % periodsInYear(granularity, year)) + 1,
  })),
  fc
    .tuple(YEAR, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
    .filter(([year, month, day]) => isDay(year, month, day))
    .map(([year, month, day]) => ({ granularity: 'day' as const, year, month, day })),
);

const PARTS: fc.Arbitrary<PeriodParts> = fc.oneof(
  SINGLE,
  YEAR.map((year) => ({ granularity: 'school-year' as const, year })),
  fc
    .tuple(SINGLE, SINGLE)
    .filter(
      ([first, last]) =>
        first.granularity === last.granularity &&
        (parsePeriod(formatPeriod(first)).start ?? '') <
          (parsePeriod(formatPeriod(last)).start ?? ''),
    )
    .map(([first, last]) => ({ granularity: 'interval' as const, first, last })),
);

describe('a time code', () => {
  it.each<[string, PeriodHints, string, string, string, string]>([
    ['2024', {}, 'year', '2024-01-01', '2025-01-01', '2024'],
    ['2024H1', {}, 'half-year', '2024-01-01', '2024-07-01', '2024-H1'],
    ['2024-S2', {}, 'half-year', '2024-07-01', '2025-01-01', '2024-H2'],
    ['2024T3', {}, 'third', '2024-09-01', '2025-01-01', '2024-T3'],
    ['2024K1', {}, 'quarter', '2024-01-01', '2024-04-01', '2024-Q1'],
    ['2024Q4', {}, 'quarter', '2024-10-01', '2025-01-01', '2024-Q4'],
    ['2024-Q2', {}, 'quarter', '2024-04-01', '2024-07-01', '2024-Q2'],
    ['19751', { variable: 'TLIST(Q1)' }, 'quarter', '1975-01-01', '1975-04-01', '1975-Q1'],
    ['20241', { timeUnit: 'quarterly' }, 'quarter', '2024-01-01', '2024-04-01', '2024-Q1'],
    ['20242', { timeUnit: 'half-yearly' }, 'half-year', '2024-07-01', '2025-01-01', '2024-H2'],
    ['2005 - 1', { variable: 'Trimestre' }, 'quarter', '2005-01-01', '2005-04-01', '2005-Q1'],
    ['2024M02', {}, 'month', '2024-02-01', '2024-03-01', '2024-02'],
    ['2024-12', {}, 'month', '2024-12-01', '2025-01-01', '2024-12'],
    ['202402', { variable: 'TLIST(M1)' }, 'month', '2024-02-01', '2024-03-01', '2024-02'],
    ['202402', { variableLabel: 'måned' }, 'month', '2024-02-01', '2024-03-01', '2024-02'],
    ['2026U53', {}, 'week', '2026-12-28', '2027-01-04', '2026-W53'],
    ['2020V53', {}, 'week', '2020-12-28', '2021-01-04', '2020-W53'],
    ['2024W01', {}, 'week', '2024-01-01', '2024-01-08', '2024-W01'],
    ['2025-W01', {}, 'week', '2024-12-30', '2025-01-06', '2025-W01'],
    ['202405', { timeUnit: 'weekly' }, 'week', '2024-01-29', '2024-02-05', '2024-W05'],
    ['2024-02-29', {}, 'day', '2024-02-29', '2024-03-01', '2024-02-29'],
    ['20240131', {}, 'day', '2024-01-31', '2024-02-01', '2024-01-31'],
    ['2024M01D31', {}, 'day', '2024-01-31', '2024-02-01', '2024-01-31'],
    ['2023/2024', {}, 'school-year', '2023-08-01', '2024-08-01', '2023/2024'],
    ['2023/24', {}, 'school-year', '2023-08-01', '2024-08-01', '2023/2024'],
    ['1999/00', {}, 'school-year', '1999-08-01', '2000-08-01', '1999/2000'],
    [
      '2023-2024',
      { variableLabel: 'skoleår' },
      'school-year',
      '2023-08-01',
      '2024-08-01',
      '2023/2024',
    ],
    [
      '2010-11',
      { variableLabel: 'school year' },
      'school-year',
      '2010-08-01',
      '2011-08-01',
      '2010/2011',
    ],
    ['2023-2024', {}, 'interval', '2023-01-01', '2025-01-01', '2023--2024'],
    ['1970-2024', {}, 'interval', '1970-01-01', '2025-01-01', '1970--2024'],
    ['2019/2022', {}, 'interval', '2019-01-01', '2023-01-01', '2019--2022'],
    ['1931-40', {}, 'interval', '1931-01-01', '1941-01-01', '1931--1940'],
    ['2010-11', { timeUnit: 'annual' }, 'interval', '2010-01-01', '2012-01-01', '2010--2011'],
    ['2019 – 2021', {}, 'interval', '2019-01-01', '2022-01-01', '2019--2021'],
    ['2023M01-2023M06', {}, 'interval', '2023-01-01', '2023-07-01', '2023-01--2023-06'],
    ['2023-01-2023-06', {}, 'interval', '2023-01-01', '2023-07-01', '2023-01--2023-06'],
    ['2023K4-2024K1', {}, 'interval', '2023-10-01', '2024-04-01', '2023-Q4--2024-Q1'],
  ])('%s with %j is a %s from %s to %s: %s', (code, hints, granularity, start, end, canonical) => {
    expect(parsePeriod(code, hints)).toMatchObject({ code, granularity, start, end, canonical });
  });

  it.each([
    '',
    'CI_0000001',
    '0301',
    '9999',
    '20241',
    '202401',
    '2024K5',
    '2024K0',
    '2024H3',
    '2024T4',
    '2024M13',
    '2024M00',
    '2024W53',
    '2025U53',
    '2024W00',
    '2023-02-29',
    '20240230',
    '2024-2019',
    '2024/2024',
    '2024K2-2024M08',
    '2024K2-2024K1',
    'i alt',
    "2024'; drop",
  ])('%j is kept as unknown', (code) => {
    expect(parsePeriod(code)).toEqual({
      code,
      granularity: 'unknown',
      start: null,
      end: null,
      year: null,
      canonical: code,
      sortKey: `unknown ${code}`,
    });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        const period = parsePeriod(code);
        expect(period.code).toBe(code);
        expect(period.start === null).toBe(period.granularity === 'unknown');
      }),
    );
  });
});

describe('a period', () => {
  it('is read back from its canonical text', () => {
    fc.assert(
      fc.property(PARTS, (parts) => {
        const text = formatPeriod(parts);
        const period = parsePeriod(text);
        expect(period.canonical).toBe(text);
        expect(period.granularity).toBe(parts.granularity);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same in the notations of SSB, SCB and Eurostat', () => {
    const letters: Readonly<Record<NumberedGranularity, string>> = {
      'half-year': 'HS',
      third: 'T',
      quarter: 'KQ',
      month: 'M',
      week: 'UVW',
    };
    fc.assert(
      fc.property(SINGLE, (parts) => {
        if (parts.granularity === 'year' || parts.granularity === 'day') return;
        const digits = parts.granularity === 'month' || parts.granularity === 'week' ? 2 : 1;
        const number = String(parts.number).padStart(digits, '0');
        for (const letter of letters[parts.granularity]) {
          for (const code of [
            `${parts.year}${letter}${number}`,
            `${parts.year}-${letter}${number}`,
          ]) {
            expect(parsePeriod(code).canonical).toBe(formatPeriod(parts));
          }
        }
      }),
    );
  });

  it('ends where the next of its kind begins', () => {
    fc.assert(
      fc.property(NUMBERED, YEAR, fc.nat(), (granularity, year, any) => {
        const count = periodsInYear(granularity, year);
        const number = (any % count) + 1;
        const next =
          number === count
            ? { granularity, year: year + 1, number: 1 }
            : { granularity, year, number: number + 1 };
        expect(parsePeriod(formatPeriod({ granularity, year, number })).end).toBe(
          parsePeriod(formatPeriod(next)).start,
        );
      }),
    );
  });

  it('sorts by its first day, also among other kinds', () => {
    fc.assert(
      fc.property(PARTS, PARTS, (one, other) => {
        const [a, b] = [parsePeriod(formatPeriod(one)), parsePeriod(formatPeriod(other))];
        if ((a.start ?? '') < (b.start ?? '')) expect(a.sortKey < b.sortKey).toBe(true);
        expect(a.sortKey === b.sortKey).toBe(a.canonical === b.canonical);
      }),
    );
  });

  it('sorts before every unknown code', () => {
    expect(parsePeriod('2024').sortKey < parsePeriod('I alt').sortKey).toBe(true);
  });

  it('has as many ISO weeks a year as the calendar', () => {
    const long = [2004, 2009, 2015, 2020, 2026, 2032];
    const years = Array.from({ length: 33 }, (_, index) => 2000 + index);
    expect(years.filter((year) => periodsInYear('week', year) === 53)).toEqual(long);
  });
});
