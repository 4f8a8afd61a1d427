import type { RequestKind } from './routes/route.ts';

/** One request as the simulator saw it, for counting calls and reading what was asked. */
export interface LoggedRequest {
  /** By the simulator's clock. */
  readonly time: Date;
  readonly method: string;
  /** Path and query, as sent. */
  readonly url: string;
  readonly kind: RequestKind;
  readonly body: string;
  /** The status sent; 0 if the request was left without an answer. */
  readonly status: number;
}

/** The most requests that any span of this many seconds held. */
export function busiestWindow(requests: readonly LoggedRequest[], seconds: number): number {
  const times = requests.map((request) => request.time.getTime()).toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? time) >= seconds * 1000) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
