/** Where the simulator takes its time from: rate windows, `pastDays`, publications, `Date`. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock. */
export const systemClock: Clock = Object.freeze({ now: () => new Date() });

/** A clock that stands still until it is moved. */
export interface VirtualClock extends Clock {
  set(instant: Date | string): void;
  advance(milliseconds: number): void;
}

/** A settable clock for tests and rehearsals. `start` is an ISO instant or a date. */
export function virtualClock(start: Date | string): VirtualClock {
  let now = instantOf(start);
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = instantOf(instant);
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

function instantOf(value: Date | string): number {
  const time = new Date(value).getTime();
  if (Number.isNaN(time)) throw new TypeError(`Not an instant: ${String(value)}`);
  return time;
}
