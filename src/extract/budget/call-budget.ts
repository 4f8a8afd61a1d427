import type { ResponseHeaders } from '../http/headers.ts';
import { type CallRate, rateFromHeaders, stricterRate } from './limits-from.ts';

/** Lets calls to one provider through at the pace that the provider allows. */
export interface CallBudget {
  /** Resolves when one call may be made; rejects with SB_INTERRUPTED when aborted. */
  take(signal?: AbortSignal): Promise<void>;
  /** Seconds that so many calls take at the allowed pace, from an unused window on. */
  forecast(calls: number): number;
  /** Learns from the headers of a response: a stricter rate, or that nothing is left. */
  observe(headers: ResponseHeaders): void;
}

/** A gateway that names a longer pause than this is wrong, or speaks of a date. */
const MAX_PAUSE_SECONDS = 300;

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
  return stated > MAX_PAUSE_SECONDS ? rate.windowSeconds : stated;
}
