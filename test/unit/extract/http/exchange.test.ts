import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { ResponseRecord } from '../../../../src/extract/archive/fetch-record.ts';
import { type Archive, openArchive } from '../../../../src/extract/archive/object-store.ts';
import { createMemoryBudget } from '../../../../src/extract/budget/memory-budget.ts';
import { createExchange } from '../../../../src/extract/exchange.ts';
import { createHttpClient, type HttpClient } from '../../../../src/extract/http/client.ts';
import { MAX_ATTEMPTS } from '../../../../src/extract/http/retry-decision.ts';
import type { Exchange } from '../../../../src/extract/provider.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';

let folder: string;
let archive: Archive;
let http: HttpClient;
let server: TestServer | undefined;
let records: ResponseRecord[];
let waits: number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statbank-exchange-'));
  archive = await openArchive(folder, new Date());
  http = createHttpClient({ userAgent: 'statbank-etl/test' });
  records = [];
  waits = [];
});

afterEach(async () => {
  http.close();
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

async function exchangeWith(
  listener: RequestListener,
  signal?: AbortSignal,
): Promise<{ readonly url: string; readonly exchange: Exchange }> {
  server = await startServer(listener);
  const exchange = createExchange({
    http,
    archive,
    budget: createMemoryBudget({ rate: { calls: 1_000, windowSeconds: 60 } }),
    record: async (response) => {
      records.push(response);
    },
    ...(signal === undefined ? {} : { signal }),
    now: () => new Date('2026-11-23T08:00:00Z'),
    random: () => 0.5,
    sleep: async (ms) => {
      waits.push(ms);
    },
  });
  return { url: server.url, exchange };
}

const inTurn = (...answers: readonly RequestListener[]): RequestListener => {
  let turn = 0;
  return (request, response) => {
    const answer = answers[Math.min(turn, answers.length - 1)];
    turn += 1;
    answer?.(request, response);
  };
};

const ok: RequestListener = (_, response) => {
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'session=1' })
    .end('{"a":1}');
};
const status =
  (code: number, body = '', headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(code, headers).end(body);
  };

const get = (url: string) => ({ method: 'GET', url, body: null }) as const;

describe('the exchange', () => {
  test('gives the response with its hash, and its bytes are in the archive', async () => {
    const { url, exchange } = await exchangeWith(ok);
    const selection = new Map([['Tid', ['2025']]]);
    const response = await exchange(get(url), 'data', selection);
    expect(response).toMatchObject({
      purpose: 'data',
      status: 200,
      requestedAt: '2026-11-23T08:00:00.000Z',
      selection,
    });
    expect(response.headers).not.toHaveProperty('set-cookie');
    expect(Buffer.from(await archive.get(response.sha256)).toString()).toBe('{"a":1}');
    expect(records).toMatchObject([{ sha256: response.sha256, byteLength: 7, superseded: false }]);
  });

  test('keeps every response that came, the refused ones before the good one too', async () => {
    const { url, exchange } = await exchangeWith(
      inTurn(status(503, 'down'), status(502, '<html>'), ok),
    );
    await exchange(get(url), 'entry');
    expect(records.map((record) => record.status)).toEqual([503, 502, 200]);
    expect(waits).toEqual([500, 1_000]);
    for (const { sha256 } of records) expect(await archive.has(sha256)).toBe(true);
  });

  test('waits as long as Retry-After says, in seconds or until a date', async () => {
    const { url, exchange } = await exchangeWith(
      inTurn(
        status(429, '', { 'Retry-After': '17' }),
        status(429, '', { 'Retry-After': 'Mon, 23 Nov 2026 08:01:30 GMT' }),
        status(429),
        ok,
      ),
    );
    await exchange(get(url), 'entry');
    expect(waits).toEqual([17_000, 90_000, 60_000]);
  });

  test('tries again after a cut connection and after a gzip body cut short', async () => {
    const cut = gzipSync('{"a":1}'.repeat(1_000)).subarray(0, 40);
    const { url, exchange } = await exchangeWith(
      inTurn(
        (_, response) => response.destroy(),
        (_, response) => {
          response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(cut);
        },
        ok,
      ),
    );
    expect((await exchange(get(url), 'entry')).status).toBe(200);
    expect(records.map((record) => record.undecodable)).toEqual([
      'gzip: unexpected end of file',
      null,
    ]);
    expect(Buffer.from(await archive.get(records[0]?.sha256 ?? '')).equals(cut)).toBe(true);
  });

  test('ends with SB_HTTP_BODY when the body is cut short every time', async () => {
    const { url, exchange } = await exchangeWith((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('abc').subarray(0, 12));
    });
    await expect(exchange(get(url), 'entry')).rejects.toMatchObject({ code: 'SB_HTTP_BODY' });
    expect(records).toHaveLength(MAX_ATTEMPTS);
  });

  test('gives a refusal back to the provider once retrying cannot help', async () => {
    const { url, exchange } = await exchangeWith(status(400, '{"title":"Non-existent value"}'));
    expect((await exchange(get(url), 'data')).status).toBe(400);
    expect(records).toHaveLength(1);
  });

  test('gives the last 503 back after all attempts', async () => {
    const { url, exchange } = await exchangeWith(status(503));
    expect((await exchange(get(url), 'data')).status).toBe(503);
    expect(records).toHaveLength(MAX_ATTEMPTS);
    expect(waits).toHaveLength(MAX_ATTEMPTS - 1);
  });

  test('ends with the network fault after all attempts', async () => {
    const { url, exchange } = await exchangeWith((_, response) => response.destroy());
    await expect(exchange(get(url), 'entry')).rejects.toMatchObject({ code: 'SB_HTTP_NETWORK' });
    expect(waits).toHaveLength(MAX_ATTEMPTS - 1);
  });

  test('follows a redirect on the same host and keeps both answers', async () => {
    const { url, exchange } = await exchangeWith(
      inTurn(status(301, 'moved', { Location: '/new' }), ok),
    );
    const response = await exchange(get(`${url}/old`), 'entry');
    expect(response.request.url).toBe(`${url}/new`);
    expect(records.map((record) => record.status)).toEqual([301, 200]);
  });

  test('does not go to another host, and keeps the answer that sent it there', async () => {
    const { url, exchange } = await exchangeWith(
      status(302, 'moved', { Location: 'http://localhost:1/' }),
    );
    await expect(exchange(get(url), 'entry')).rejects.toMatchObject({ code: 'SB_HTTP_REDIRECT' });
    expect(records.map((record) => record.status)).toEqual([302]);
  });

  test('does not run in circles', async () => {
    const { url, exchange } = await exchangeWith(status(302, '', { Location: '/' }));
    await expect(exchange(get(url), 'entry')).rejects.toMatchObject({ code: 'SB_HTTP_REDIRECT' });
    expect(records).toHaveLength(4);
  });

  test('stops between two attempts when it is told to', async () => {
    const stop = new AbortController();
    const { url, exchange } = await exchangeWith((_, response) => {
      response.writeHead(503).end();
      stop.abort();
    }, stop.signal);
    await expect(exchange(get(url), 'entry')).rejects.toMatchObject({ code: 'SB_INTERRUPTED' });
    expect(records.length).toBeLessThanOrEqual(1);
  });
});
