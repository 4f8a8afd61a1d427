import type { NumberedGranularity, PeriodParts } from './parts.ts';

/** First day of a period and first day after it, as `YYYY-MM-DD`. */
export interface DaySpan {
  readonly start: string;
  readonly end: string;
}

const MONTHS_EACH = Object.freeze({ 'half-year': 6, third: 4, quarter: 3, month: 1 });

/** How many periods of a kind a year has; 52 or 53 ISO weeks, depending on the year. */
export function periodsInYear(granularity: NumberedGranularity, year: number): number {
  return granularity === 'week' ? isoWeeks(year) : 12 / MONTHS_EACH[granularity];
}

/** Whether there is such a day in the Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = utcDate(year, month, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The days of a period. */
export function daysOf(parts: PeriodParts): DaySpan {
  switch (parts.granularity) {
    case 'year':
      return span(utcDate(parts.year, 1, 1), utcDate(parts.year + 1, 1, 1));
    case 'school-year':
      return span(utcDate(parts.year, 8, 1), utcDate(parts.year + 1, 8, 1));
    case 'day':
      return span(
        utcDate(parts.year, parts.month, parts.day),
        utcDate(parts.year, parts.month, parts.day + 1),
      );
    case 'interval':
      return { start: daysOf(parts.first).start, end: daysOf(parts.last).end };
    case 'week': {
      const monday = firstMonday(parts.year);
      return span(addDays(monday, (parts.number - 1) * 7), addDays(monday, parts.number * 7));
    }
    default: {
      const months = MONTHS_EACH[parts.granularity];
      return span(
        utcDate(parts.year, (parts.number - 1) * months + 1, 1),
        utcDate(parts.year, parts.number * months + 1, 1),
      );
    }
  }
}

// ISO 8601: week 1 is the week with 4 January, and weeks begin on Monday.
function firstMonday(year: number): Date {
  const fourth = utcDate(year, 1, 4);
  return addDays(fourth, -((fourth.getUTCDay() + 6) % 7));
}

function isoWeeks(year: number): number {
  const days = (firstMonday(year + 1).getTime() - firstMonday(year).getTime()) / DAY;
  return days / 7;
}

const DAY = 86_400_000;

function utcDate(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day));
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY);
}

function span(start: Date, end: Date): DaySpan {
  return { start: isoDate(start), end: isoDate(end) };
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
