import { sleep as realSleep, type Sleep } from '../sleep.ts';
import { type CallBudget, observedRate, pauseSeconds } from './call-budget.ts';
import type { CallRate } from './limits-from.ts';

export interface MemoryBudgetOptions {
  readonly rate: CallRate;
  /** Milliseconds that never go backwards. */
  readonly now?: () => number;
  readonly sleep?: Sleep;
}

/**
 * A sliding window within this process, for commands that work without a database. A refusal
 * pauses nobody else, as there is nobody else: whoever was refused waits by itself.
 */
export function createMemoryBudget(options: MemoryBudgetOptions): CallBudget {
  const now = options.now ?? (() => performance.now());
  const sleep = options.sleep ?? realSleep;
  let rate = options.rate;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  let taken: readonly { at: number }[] = [];

  function waitMs(): number {
    const moment = now();
    const windowMs = rate.windowSeconds * 1000;
    taken = taken.filter((call) => call.at > moment - windowMs);
    // With a rate that became stricter, more calls than it allows may lie in the window.
    const blocking = taken.at(-rate.calls);
    const window = blocking === undefined ? 0 : blocking.at + windowMs - moment;
    return Math.max(0, window, pausedUntil - moment);
  }

  return Object.freeze<CallBudget>({
    take: async (signal) => {
      for (let wait = waitMs(); wait > 0; wait = waitMs()) await sleep(wait, signal);
      const call = { at: now() };
      taken = [...taken, call];
      return {
        settle: async (answer, agoMs = 0) => {
          // The source counted the call at some moment until its answer began to come.
          call.at = Math.max(call.at, now() - agoMs);
          if (answer === null) return;
          rate = observedRate(rate, answer.headers);
          const pause = pauseSeconds(rate, answer.headers);
          if (pause > 0) pausedUntil = now() + pause * 1000;
        },
      };
    },
  });
}
