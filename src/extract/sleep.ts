import { setTimeout as delay } from 'node:timers/promises';

import { StatbankError } from '../errors/statbank-error.ts';

/** Waits; rejects with SB_INTERRUPTED as soon as the signal is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The real clock's wait. */
export const sleep: Sleep = async (ms, signal) => {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw new StatbankError('SB_INTERRUPTED', 'Stopped while waiting.', { cause: error });
  }
};
