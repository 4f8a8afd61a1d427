/** A moment as the clock on the wall shows it. Month from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The clock of SSB's release calendar, and of cron expressions in the catalogue. */
const ZONE = 'Europe/Oslo';

const MINUTE = 60_000;
const DAY = 86_400_000;

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

/** What the clock in Oslo shows at an instant. */
export function wallTime(instant: Date): WallTime {
  const parts = new Map(CLOCK.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** How a time on the wall happens. */
export interface Occurrence {
  /** Once on most days, twice in the hour that autumn repeats, never in the one that spring skips. */
  readonly instants: readonly Date[];
  /** Where it never happens: the first instant after the gap. */
  readonly afterGap: Date | null;
}

/** The instants at which the clock in Oslo shows a time. */
export function occurrenceOf(time: WallTime): Occurrence {
  const naive = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute);
  const before = offsetAt(naive - DAY);
  const after = offsetAt(naive + DAY);
  const candidates = before === after ? [before] : [before, after];
  const instants = candidates
    .map((offset) => naive - offset)
    .filter((instant) => instant + offsetAt(instant) === naive)
    .toSorted((a, b) => a - b)
    .map((instant) => new Date(instant));
  if (instants.length > 0) return { instants, afterGap: null };
  let gapEnd = naive - after;
  while (offsetAt(gapEnd) !== after) gapEnd += MINUTE;
  return { instants, afterGap: new Date(gapEnd) };
}

/** The first instant at which the clock shows a time; the end of the gap where it never does. */
export function instantOf(time: WallTime): Date {
  const { instants, afterGap } = occurrenceOf(time);
  const instant = instants[0] ?? afterGap;
  if (instant === null) throw new RangeError(`Not a time: ${JSON.stringify(time)}`);
  return instant;
}

/** The same time of the clock so many days later; days are days of the calendar. */
export function daysLater(time: WallTime, days: number): WallTime {
  const date = new Date(Date.UTC(time.year, time.month - 1, time.day + days));
  return {
    ...time,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** Milliseconds by which Oslo's clock is ahead of UTC. Whole minutes since 1895. */
function offsetAt(instant: number): number {
  const { year, month, day, hour, minute } = wallTime(new Date(instant));
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  return shown - Math.floor(instant / MINUTE) * MINUTE;
}
