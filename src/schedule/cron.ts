import type { CronFields } from '../config/rhythm.ts';
import { daysLater, occurrenceOf, wallTime, type WallTime } from './norwegian-time.ts';

/** 29 February on one weekday comes back after 28 years, or 40 across a year such as 2100. */
const MAX_DAYS = 41 * 366;

/**
 * The first tick after an instant, by the clock in Oslo. On the two odd nights of the year
 * a time that spring skips ticks once, when the gap ends; one that autumn repeats ticks the
 * first time only. An expression for every hour ticks by the hours that there are.
 *
 * @returns null for an expression whose day never comes, such as 30 February
 */
export function nextTick(fields: CronFields, after: Date): Date | null {
  const everyHour = fields.hours.length === 24;
  const start = { ...wallTime(after), hour: 0, minute: 0 };
  for (let days = 0; days < MAX_DAYS; days += 1) {
    const day = daysLater(start, days);
    if (!includesDay(fields, day)) continue;
    const ticks = ticksOf(fields, day, everyHour).filter((tick) => tick > after.getTime());
    if (ticks.length > 0) return new Date(Math.min(...ticks));
  }
  return null;
}

function includesDay({ months, daysOfMonth, weekdays }: CronFields, day: WallTime): boolean {
  const weekday = new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
  return months.includes(day.month) && daysOfMonth.includes(day.day) && weekdays.includes(weekday);
}

function ticksOf(
  { hours, minutes }: CronFields,
  day: WallTime,
  everyHour: boolean,
): readonly number[] {
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => {
      const { instants, afterGap } = occurrenceOf({ ...day, hour, minute });
      const all = instants.map((instant) => instant.getTime());
      if (everyHour) return all;
      return all.length > 0 ? all.slice(0, 1) : afterGap === null ? [] : [afterGap.getTime()];
    }),
  );
}
