import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type AttemptOutcome,
  MAX_ATTEMPTS,
  MAX_RETRY_AFTER_MS,
  retryDecision,
} from '../../../../src/extract/http/retry-decision.ts';

const NOW = Date.parse('2026-10-21T07:28:00Z');

function response(
  status: number,
  extra: Partial<Extract<AttemptOutcome, { kind: 'response' }>> = {},
): AttemptOutcome {
  return { kind: 'response', status, body: 'json', decodable: true, retryAfter: null, ...extra };
}

describe('the retry decision', () => {
  test.each<[string, AttemptOutcome, boolean]>([
    ['200', response(200), false],
    ['200 with a gzip stream cut short', response(200, { decodable: false }), true],
    ['200 with an HTML page', response(200, { body: 'html' }), false],
    ['301', response(301), false],
    ['400', response(400), false],
    ['400 with a broken encoding', response(400, { decodable: false }), false],
    ['401', response(401), false],
    ['403', response(403), false],
    ['404 with JSON', response(404), false],
    ['404 with an HTML page', response(404, { body: 'html' }), true],
    ['404 without a body', response(404, { body: 'empty' }), false],
    ['408', response(408), true],
    ['410', response(410), false],
    ['413', response(413), false],
    ['425', response(425), true],
    ['429', response(429), true],
    ['500', response(500), true],
    ['500 without a body', response(500, { body: 'empty' }), true],
    ['502 with an HTML page', response(502, { body: 'html' }), true],
    ['503', response(503), true],
    ['504', response(504), true],
    ['a network fault', { kind: 'fault', code: 'SB_HTTP_NETWORK' }, true],
    ['a timeout', { kind: 'fault', code: 'SB_HTTP_TIMEOUT' }, true],
    ['a TLS fault', { kind: 'fault', code: 'SB_HTTP_TLS' }, false],
    ['a body above the cap', { kind: 'fault', code: 'SB_HTTP_TOO_LARGE' }, false],
    ['a redirect to another host', { kind: 'fault', code: 'SB_HTTP_REDIRECT' }, false],
    ['a full disk', { kind: 'fault', code: 'SB_ARCHIVE_WRITE' }, false],
    ['an interrupt', { kind: 'fault', code: 'SB_INTERRUPTED' }, false],
  ])('after %s', (_, outcome, retry) => {
    expect(retryDecision(outcome, 1, NOW, 0.5).retry).toBe(retry);
    expect(retryDecision(outcome, MAX_ATTEMPTS, NOW, 0.5).retry).toBe(false);
  });

  test.each([
    ['seconds', '7', 7_000],
    ['no time at all', '0', 0],
    ['a date to come', 'Wed, 21 Oct 2026 07:28:30 GMT', 30_000],
    ['a date that has passed', 'Wed, 21 Oct 2026 07:27:00 GMT', 0],
    ['the longest that is honoured', '300', MAX_RETRY_AFTER_MS],
  ])('waits as Retry-After asks: %s', (_, retryAfter, delayMs) => {
    expect(retryDecision(response(503, { retryAfter }), 1, NOW, 0.99)).toMatchObject({ delayMs });
  });

  test('gives up when the source asks for more than five minutes, instead of coming back early', () => {
    for (const retryAfter of ['301', 'Wed, 21 Oct 2026 09:00:00 GMT']) {
      expect(retryDecision(response(429, { retryAfter }), 1, NOW, 0)).toMatchObject({
        retry: false,
      });
    }
  });

  test.each(['soon', '-5', '2026-10-21', '1.5', ''])(
    'falls back to its own wait when Retry-After is %j',
    (retryAfter) => {
      const own = retryDecision(response(503), 3, NOW, 0.25);
      expect(retryDecision(response(503, { retryAfter }), 3, NOW, 0.25)).toEqual(own);
    },
  );

  test('waits one rate window after 429 without Retry-After', () => {
    expect(retryDecision(response(429), 1, NOW, 0)).toMatchObject({ delayMs: 60_000 });
  });

  test('waits a random part of a span that doubles: 1, 2, 4, 8, 16 s', () => {
    const delays = [1, 2, 3, 4, 5].map((attempt) =>
      retryDecision(response(500), attempt, NOW, 0.5),
    );
    expect(delays).toMatchObject([500, 1_000, 2_000, 4_000, 8_000].map((delayMs) => ({ delayMs })));
  });

  test('always ends, and never waits longer than five minutes', () => {
    const outcomes = fc.oneof(
      fc.record({
        kind: fc.constant('response' as const),
        status: fc.integer({ min: 100, max: 599 }),
        body: fc.constantFrom('json' as const, 'html' as const, 'empty' as const),
        decodable: fc.boolean(),
        retryAfter: fc.option(fc.oneof(fc.string(), fc.nat().map(String))),
      }),
      fc.record({
        kind: fc.constant('fault' as const),
        code: fc.constantFrom('SB_HTTP_NETWORK' as const, 'SB_HTTP_TLS' as const),
      }),
    );
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 1, max: 9 }), random, (outcome, attempt, dice) => {
        const decision = retryDecision(outcome, attempt, NOW, dice);
        if (!decision.retry) return;
        expect(attempt).toBeLessThan(MAX_ATTEMPTS);
        expect(decision.delayMs).toBeGreaterThanOrEqual(0);
        expect(decision.delayMs).toBeLessThanOrEqual(MAX_RETRY_AFTER_MS);
      }),
    );
  });
});
