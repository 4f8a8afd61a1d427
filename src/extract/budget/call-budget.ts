import type { ResponseHeaders } from '../http/headers.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { type CallRate, rateFromHeaders, stricterRate } from './limits-from.ts';

/**
 * Who goes first when calls are scarce, as in `ops.call_lane`: a person who waits, a release
 * that was announced for now, the rest of the night, the audit of what should not have changed.
 */
export const LANES = ['interactive', 'release', 'nightly', 'audit'] as const;

export type Lane = (typeof LANES)[number];

/** What a budget learns from: status and headers of a response. */
export interface AnsweredCall {
  readonly status: number;
  readonly headers: ResponseHeaders;
}

/** A call that may be made now. */
export interface TakenCall {
  /**
   * Says that the call was answered, or failed (null). Until then it counts as if it
   * reached the source at this very moment, which it may.
   *
   * @param agoMs milliseconds since the answer began to come: the source had counted the call by
   *   then. 0 without it.
   */
  settle(answer: AnsweredCall | null, agoMs?: number): Promise<void>;
}

/** Lets calls to one provider through at the pace that the provider allows. */
export interface CallBudget {
  /** Resolves when one call may be made; rejects with SB_INTERRUPTED when aborted. */
  take(signal?: AbortSignal): Promise<TakenCall>;
}

/** A gateway that says "nothing left" and names a longer wait than this is wrong, or speaks of a date. */
const MAX_RESET_SECONDS = 300;

/** Nobody is kept away for longer than this by one answer: the next one says it again. */
const MAX_PAUSE_SECONDS = 3_600;

/** Seconds before the last of so many calls may be made, from an unused window on. */
export function paceSeconds(calls: number, rate: CallRate): number {
  return calls <= 0 ? 0 : Math.floor((calls - 1) / rate.calls) * rate.windowSeconds;
}

/** The rate after a response: never looser than before. */
export function observedRate(rate: CallRate, headers: ResponseHeaders): CallRate {
  const stated = rateFromHeaders(headers);
  return stated === null ? rate : stricterRate(rate, stated);
}

/**
 * Seconds to pause after a response that says no call is left. Others behind the same
 * address use the same allowance, so this budget alone does not know.
 */
export function pauseSeconds(rate: CallRate, headers: ResponseHeaders): number {
  const remaining = headers['x-ratelimit-remaining'] ?? headers['x-rate-limit-remaining'];
  if (remaining?.trim() !== '0') return 0;
  const reset = headers['x-ratelimit-reset'] ?? headers['x-rate-limit-reset'] ?? '';
  const stated = /^\d+$/.test(reset.trim()) ? Number(reset) : rate.windowSeconds;
  return stated > MAX_RESET_SECONDS ? rate.windowSeconds : stated;
}

/**
 * Seconds for which a refusal keeps everybody away: what its `Retry-After` says, or for a 429
 * that says nothing one window, after which a refused call is counted out.
 *
 * @param now milliseconds since the epoch, when the response came
 */
export function refusalSeconds(
  rate: CallRate,
  { status, headers }: AnsweredCall,
  now: number,
): number {
  if (status !== 429 && status !== 503) return 0;
  const asked = retryAfterMs(headers['retry-after'] ?? null, now);
  if (asked !== null) return Math.min(asked / 1000, MAX_PAUSE_SECONDS);
  return status === 429 ? rate.windowSeconds : 0;
}
