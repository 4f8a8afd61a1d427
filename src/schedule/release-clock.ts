import { daysLater, instantOf, wallTime } from './norwegian-time.ts';

/** SSB publishes at 08:00. */
const RELEASE = { hour: 8, minute: 0 };

/** SSB asks for patience around a release: from 07:55 until 08:15 the service is at its busiest. */
const BUSY_FROM = { hour: 7, minute: 55 };
const BUSY_UNTIL = { hour: 8, minute: 16 };

/**
 * Late enough that the day's work of others is done, early enough to be through before SSB
 * rebuilds its metadata at five; and a time that both odd nights of the year have once.
 */
const NIGHTLY = { hour: 3, minute: 30 };

/**
 * Minutes between looks for a release that is late: close together at first, as it is most
 * often a matter of minutes, and a day's working hours in all. Then the night looks again.
 */
const POLL_MINUTES = [5, 10, 20, 40, 60, 90, 120, 120];

const MINUTE = 60_000;

/**
 * The release on the day of a stated next update. Only the day is taken from the statement:
 * the time in it is midnight, or eight, or in UTC.
 */
export function releaseInstant(nextUpdate: Date): Date {
  return instantOf({ ...wallTime(nextUpdate), ...RELEASE });
}

/** The first moment that is not in the busy quarter of an hour around a release. */
export function outsideBusyQuarter(moment: Date): Date {
  const day = wallTime(moment);
  const from = instantOf({ ...day, ...BUSY_FROM });
  const until = instantOf({ ...day, ...BUSY_UNTIL });
  return moment >= from && moment < until ? until : moment;
}

/** The first nightly look after a moment. */
export function nextNight(after: Date): Date {
  const today = { ...wallTime(after), ...NIGHTLY };
  const tonight = instantOf(today);
  return tonight > after ? tonight : instantOf(daysLater(today, 1));
}

/**
 * When to look again for a release that has not come.
 *
 * @param polls looks so far
 * @returns null when it has been given up
 */
export function nextPoll(after: Date, polls: number): Date | null {
  const minutes = POLL_MINUTES[polls];
  return minutes === undefined
    ? null
    : outsideBusyQuarter(new Date(after.getTime() + minutes * MINUTE));
}
