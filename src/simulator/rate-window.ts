import type { Clock } from './clock.ts';
import { writeJson } from './ordered-json.ts';
import { type Reply, jsonReply } from './reply.ts';

/** How many calls are let through, and how a refusal says when to come back. */
export interface RateLimit {
  /** Calls a window; null for no limit and no headers. */
  readonly calls: number | null;
  readonly windowSeconds: number;
  /** SSB's own choice is not known; clients must cope with all three. */
  readonly retryAfter: 'none' | 'seconds' | 'date';
}

/** What the gateway decides about one call. */
export interface Admission {
  readonly headers: Readonly<Record<string, string>>;
  /** The 429 to send instead of an answer, or null. */
  readonly refusal: Reply | null;
}

/** One bucket for all endpoints, as at SSB. Refused calls do not count. */
export function createRateWindow(limit: RateLimit, clock: Clock): () => Admission {
  const { calls, windowSeconds } = limit;
  if (calls === null) return () => ({ headers: {}, refusal: null });
  let opened = Number.NEGATIVE_INFINITY;
  let used = 0;
  return () => {
    const now = clock.now().getTime();
    if (now - opened >= windowSeconds * 1000) {
      opened = now;
      used = 0;
    }
    const admitted = used < calls;
    if (admitted) used += 1;
    const headers = {
      'x-ratelimit-limit': String(calls),
      'x-ratelimit-policy': `${calls};w=${windowSeconds}s`,
      'x-ratelimit-remaining': String(calls - used),
      'x-ratelimit-resource': 'SB_API_1MIN',
    };
    if (admitted) return { headers, refusal: null };
    const reopens = new Date(opened + windowSeconds * 1000);
    return { headers, refusal: tooManyCalls(limit.retryAfter, reopens, new Date(now)) };
  };
}

/** A 429 with `Retry-After` in the form asked for. */
export function tooManyCalls(form: RateLimit['retryAfter'], until: Date, now: Date): Reply {
  const reply = jsonReply(writeJson({ title: 'Too many requests', status: 429 }), 429);
  if (form === 'none') return reply;
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const value = form === 'seconds' ? String(seconds) : until.toUTCString();
  return { ...reply, headers: { ...reply.headers, 'retry-after': value } };
}
