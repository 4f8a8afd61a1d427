import pRetry from 'p-retry';

import { StatbankError } from '../errors/statbank-error.ts';
import type { Selection } from '../transform/table.ts';
import type { ResponseRecord } from './archive/fetch-record.ts';
import type { Archive } from './archive/object-store.ts';
import type { CallBudget } from './budget/call-budget.ts';
import { bodyKind } from './http/body-kind.ts';
import type { HttpClient, HttpResponse } from './http/client.ts';
import { keptHeaders } from './http/headers.ts';
import { redirectTarget } from './http/redirect.ts';
import { type AttemptOutcome, retryDecision } from './http/retry-decision.ts';
import { safeUrl } from './http/safe-url.ts';
import type { Exchange, Purpose, SourceRequest, SourceResponse } from './provider.ts';
import { sleep as realSleep, type Sleep } from './sleep.ts';

/** One retry, for the log. */
export interface RetryNotice {
  readonly url: string;
  readonly attempt: number;
  readonly delayMs: number;
  readonly why: string;
}

export interface ExchangeOptions {
  readonly http: Pick<HttpClient, 'send'>;
  readonly archive: Pick<Archive, 'put'>;
  readonly budget: CallBudget;
  /** Told of every response before anyone judges it, refused and broken ones included. */
  readonly record: (response: ResponseRecord) => Promise<void>;
  readonly onRetry?: (notice: RetryNotice) => void;
  readonly signal?: AbortSignal;
  readonly now?: () => Date;
  /** A number in [0, 1). */
  readonly random?: () => number;
  readonly sleep?: Sleep;
}

/** As many redirects as a moved path and a trailing slash need together. */
const MAX_REDIRECTS = 3;

/** Carries a failed attempt and its delay to p-retry's loop. */
class PassingFailure extends Error {
  readonly notice: RetryNotice;
  constructor(notice: RetryNotice, cause: unknown) {
    super(notice.why, { cause });
    this.notice = notice;
  }
}

function outcomeOf(response: HttpResponse): AttemptOutcome {
  return {
    kind: 'response',
    status: response.status,
    body: bodyKind(response.headers, response.bytes),
    decodable: response.undecodable === null,
    retryAfter: response.headers['retry-after'] ?? null,
  };
}

/**
 * Binds client, archive, budget and journal to the one function that providers fetch with:
 * budget, request, archive, record, and only then judgement. A response of any status is
 * returned once retrying cannot help; the provider knows what its statuses mean.
 *
 * @throws (the exchange) StatbankError SB_HTTP_NETWORK, SB_HTTP_TIMEOUT, SB_HTTP_TLS,
 *   SB_HTTP_TOO_LARGE, SB_HTTP_REDIRECT, SB_HTTP_BODY, SB_ARCHIVE_WRITE, SB_INTERRUPTED
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const { http, archive, budget, signal } = options;
  const now = options.now ?? (() => new Date());
  const random = options.random ?? Math.random;
  const sleep = options.sleep ?? realSleep;

  async function sendOnce(
    request: SourceRequest,
    purpose: Purpose,
    selection: Selection | null,
  ): Promise<{ readonly http: HttpResponse; readonly source: SourceResponse }> {
    const call = await budget.take(signal);
    const requestedAt = now().toISOString();
    const response = await http.send(request, signal).catch(async (error: unknown) => {
      // The first error tells why; a call that stays unsettled only counts a little longer.
      await call.settle(null).catch(() => undefined);
      throw error;
    });
    const respondedAt = now().toISOString();
    const { sha256, byteLength } = await archive.put(response.bytes);
    const kept = {
      purpose,
      request: { ...request, url: safeUrl(request.url) },
      status: response.status,
      headers: keptHeaders(response.headers),
      requestedAt,
      respondedAt,
      sha256,
      selection,
    };
    const { undecodable } = response;
    await options.record({ ...kept, byteLength, undecodable, superseded: false });
    await call.settle(response, performance.now() - response.heardAt);
    return { http: response, source: { ...kept, bytes: response.bytes } };
  }

  async function follow(
    request: SourceRequest,
    purpose: Purpose,
    selection: Selection | null,
  ): Promise<{ readonly http: HttpResponse; readonly source: SourceResponse }> {
    let target = request;
    for (let hops = 0; ; hops += 1) {
      const answer = await sendOnce(target, purpose, selection);
      const next = redirectTarget(target, answer.http.status, answer.http.headers['location']);
      if (next === null) return answer;
      if (hops === MAX_REDIRECTS) {
        throw new StatbankError(
          'SB_HTTP_REDIRECT',
          `${safeUrl(request.url)} redirects more than ${MAX_REDIRECTS} times. Check the base address of the provider.`,
          { context: { url: safeUrl(request.url) } },
        );
      }
      target = next;
    }
  }

  async function attempt(
    attemptNumber: number,
    request: SourceRequest,
    purpose: Purpose,
    selection: Selection | null,
  ): Promise<SourceResponse> {
    const decide = (outcome: AttemptOutcome, cause: unknown): void => {
      const decision = retryDecision(outcome, attemptNumber, now().getTime(), random());
      if (!decision.retry) return;
      const { delayMs, why } = decision;
      const url = safeUrl(request.url);
      throw new PassingFailure({ url, attempt: attemptNumber, delayMs, why }, cause);
    };
    const answer = await follow(request, purpose, selection).catch((error: unknown) => {
      if (error instanceof StatbankError) decide({ kind: 'fault', code: error.code }, error);
      throw error;
    });
    decide(outcomeOf(answer.http), null);
    if (answer.http.undecodable !== null) {
      throw new StatbankError(
        'SB_HTTP_BODY',
        `${safeUrl(request.url)} sent a body whose encoding is broken (${answer.http.undecodable}). The bytes are kept as ${answer.source.sha256}; try again later.`,
        { context: { url: safeUrl(request.url), sha256: answer.source.sha256 } },
      );
    }
    return answer.source;
  }

  return async (request, purpose, selection) =>
    pRetry(async (attemptNumber) => attempt(attemptNumber, request, purpose, selection ?? null), {
      // The decision counts attempts and sets delays; p-retry only turns the wheel.
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      shouldRetry: ({ error }) => error instanceof PassingFailure,
      onFailedAttempt: async ({ error }) => {
        if (!(error instanceof PassingFailure)) return;
        options.onRetry?.(error.notice);
        await sleep(error.notice.delayMs, signal);
      },
    });
}
