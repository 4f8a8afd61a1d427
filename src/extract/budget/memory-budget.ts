import type { ResponseHeaders } from '../http/headers.ts';
import { sleep as realSleep, type Sleep } from '../sleep.ts';
import { type CallBudget, observedRate, paceSeconds, pauseSeconds } from './call-budget.ts';
import type { CallRate } from './limits-from.ts';

export interface MemoryBudgetOptions {
  readonly rate: CallRate;
  /** Milliseconds that never go backwards. */
  readonly now?: () => number;
  readonly sleep?: Sleep;
}

/** A sliding window within this process, for commands that work without a database. */
export function createMemoryBudget(options: MemoryBudgetOptions): CallBudget {
  const now = options.now ?? (() => performance.now());
  const sleep = options.sleep ?? realSleep;
  let rate = options.rate;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let taken: readonly number[] = [];

  function waitMs(): number {
    const moment = now();
    const windowMs = rate.windowSeconds * 1000;
    taken = taken.filter((call) => call > moment - windowMs);
    // With a rate that became stricter, more calls than it allows may lie in the window.
    const blocking = taken.at(-rate.calls);
    const window = blocking === undefined ? 0 : blocking + windowMs - moment;
    return Math.max(0, window, pausedUntil - moment);
  }

  return Object.freeze({
    take: async (signal?: AbortSignal) => {
      for (let wait = waitMs(); wait > 0; wait = waitMs()) await sleep(wait, signal);
      taken = [...taken, now()];
    },
    forecast: (calls: number) => paceSeconds(calls, rate),
    observe: (headers: ResponseHeaders) => {
      rate = observedRate(rate, headers);
      const pause = pauseSeconds(rate, headers);
      if (pause > 0) pausedUntil = now() + pause * 1000;
    },
  });
}
