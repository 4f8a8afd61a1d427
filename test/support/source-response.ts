import { createHash } from 'node:crypto';

import type { Purpose, SourceResponse } from '../../src/extract/provider.ts';

/** A response as the exchange would give it. A body that is no text or bytes is sent as JSON. */
export function sourceResponse(
  purpose: Purpose,
  body: unknown,
  extra: Partial<SourceResponse> = {},
): SourceResponse {
  const bytes =
    body instanceof Uint8Array
      ? body
      : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    purpose,
    request: { method: 'GET', url: 'https://statbank.example/v2/x', body: null },
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    requestedAt: '2026-11-23T08:00:00.000Z',
    respondedAt: '2026-11-23T08:00:01.000Z',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    selection: null,
    bytes,
    ...extra,
  };
}
