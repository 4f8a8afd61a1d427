import type { ErrorCode } from '../../errors/codes.ts';
import type { BodyKind } from './body-kind.ts';
import { retryAfterMs } from './retry-after.ts';

/** How one attempt ended: with a response, or with a fault before a whole one had come. */
export type AttemptOutcome =
  | {
      readonly kind: 'response';
      readonly status: number;
      readonly body: BodyKind;
      /** False when the content encoding was broken, as in a gzip stream cut short. */
      readonly decodable: boolean;
      readonly retryAfter: string | null;
    }
  | { readonly kind: 'fault'; readonly code: ErrorCode };

/** Whether to try again, after how long, and the reason in words for the log. */
export type RetryDecision =
  | { readonly retry: true; readonly delayMs: number; readonly why: string }
  | { readonly retry: false; readonly why: string };

/** Six attempts span up to half a minute of backoff: longer trouble is for the next scheduled run. */
export const MAX_ATTEMPTS = 6;

const BASE_DELAY_MS = 1_000;

/** No single wait of the backoff is longer than the rate window of the agencies. */
const MAX_BACKOFF_MS = 60_000;

/** The longest rate window an agency documents; after it a refused call is counted out. */
const RATE_WINDOW_MS = 60_000;

/**
 * A longer wait than this is not a pause but a closing: the reference server caches its
 * answers, errors included, for 300 s, so anything beyond that is better left to the next run.
 */
export const MAX_RETRY_AFTER_MS = 300_000;

const RETRIED_STATUS = new Set([408, 425, 429]);

const RETRIED_FAULT: ReadonlySet<ErrorCode> = new Set(['SB_HTTP_NETWORK', 'SB_HTTP_TIMEOUT']);

/** Why an outcome may pass by itself, or null where trying again cannot help. */
function passingReason(outcome: AttemptOutcome): string | null {
  if (outcome.kind === 'fault') return RETRIED_FAULT.has(outcome.code) ? outcome.code : null;
  const { status } = outcome;
  if (RETRIED_STATUS.has(status) || (status >= 500 && status <= 599)) return `status ${status}`;
  // A JSON 404 is the application's answer; an HTML one comes from a gateway or a restart.
  if (status === 404 && outcome.body === 'html') return 'status 404 with an HTML page';
  if (status >= 200 && status <= 299 && !outcome.decodable) return 'a body cut short';
  return null;
}

/**
 * Decides about one attempt. Pure: the clock and the dice are parameters. The method does not
 * matter because every request of this program is a read, PxWebApi's POST included.
 *
 * Waits by full jitter (a random part of an exponentially growing span), so that
 * processes which failed together do not come back together.
 *
 * @param attempt Number of the attempt that just ended, from 1.
 * @param now Milliseconds since the epoch.
 * @param random A number in [0, 1).
 */
export function retryDecision(
  outcome: AttemptOutcome,
  attempt: number,
  now: number,
  random: number,
): RetryDecision {
  const reason = passingReason(outcome);
  if (reason === null) return { retry: false, why: 'trying again would give the same answer' };
  if (attempt >= MAX_ATTEMPTS) return { retry: false, why: `${reason} in all ${attempt} attempts` };

  const asked = outcome.kind === 'response' ? retryAfterMs(outcome.retryAfter, now) : null;
  if (asked !== null) {
    return asked > MAX_RETRY_AFTER_MS
      ? { retry: false, why: `${reason}; the source asks to wait ${Math.ceil(asked / 1000)} s` }
      : { retry: true, delayMs: asked, why: `${reason}; the source asked for this wait` };
  }
  if (outcome.kind === 'response' && outcome.status === 429) {
    return { retry: true, delayMs: RATE_WINDOW_MS, why: `${reason}; one rate window` };
  }
  const span = Math.min(MAX_BACKOFF_MS, BASE_DELAY_MS * 2 ** (attempt - 1));
  return { retry: true, delayMs: Math.floor(random * span), why: reason };
}
