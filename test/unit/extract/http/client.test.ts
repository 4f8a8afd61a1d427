import type { RequestListener } from 'node:http';
import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';

import { afterEach, describe, expect, test } from 'vitest';

import type { SourceRequest } from '../../../../src/extract/provider.ts';
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  userAgent,
} from '../../../../src/extract/http/client.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';

let server: TestServer | undefined;
let client: HttpClient | undefined;

afterEach(async () => {
  client?.close();
  await server?.close();
  client = undefined;
  server = undefined;
});

async function serve(
  listener: RequestListener,
  options: Partial<HttpClientOptions> = {},
): Promise<{ readonly http: HttpClient; readonly get: SourceRequest; readonly url: string }> {
  server = await startServer(listener);
  client = createHttpClient({ userAgent: 'statbank-etl/test', ...options });
  return {
    http: client,
    url: server.url,
    get: { method: 'GET', url: `${server.url}/x`, body: null },
  };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('the HTTP client', () => {
  test('gives status, headers and bytes of any response, refused ones too', async () => {
    const { http, get } = await serve((_, response) => {
      response.writeHead(418, { 'X-Thing': 'tea', 'Set-Cookie': ['a=1', 'b=2'] }).end('{"a":1}');
    });
    const response = await http.send(get);
    expect(response.status).toBe(418);
    expect(response.headers['x-thing']).toBe('tea');
    expect(response.headers['set-cookie']).toBe('a=1, b=2');
    expect(text(response.bytes)).toBe('{"a":1}');
    expect(response.undecodable).toBeNull();
  });

  test('sends method, body, content type, user agent and accepted encodings', async () => {
    const seen: unknown[] = [];
    const { http, url } = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { accept, 'accept-encoding': encoding, 'user-agent': agent } = request.headers;
        const type = request.headers['content-type'];
        seen.push({
          method: request.method,
          url: request.url,
          body,
          accept,
          encoding,
          agent,
          type,
        });
        response.end();
      });
    });
    const body = '{"selection":[{"variableCode":"Kjønn"}]}';
    await http.send({ method: 'POST', url: `${url}/a?valueCodes%5BTid%5D=1`, body });
    await http.send({ method: 'GET', url: `${url}/b`, body: null });
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/a?valueCodes%5BTid%5D=1',
        body,
        accept: 'application/json',
        encoding: 'gzip, deflate, br',
        agent: 'statbank-etl/test',
        type: 'application/json',
      },
      {
        method: 'GET',
        url: '/b',
        body: '',
        accept: 'application/json',
        encoding: 'gzip, deflate, br',
        agent: 'statbank-etl/test',
        type: undefined,
      },
    ]);
  });

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (bytes: Buffer) => bytes],
  ])('undoes the content encoding %s', async (encoding, encode) => {
    const { http, get } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end(encode(Buffer.from('{"å":1}')));
    });
    const response = await http.send(get);
    expect(text(response.bytes)).toBe('{"å":1}');
    expect(response.undecodable).toBeNull();
  });

  test('takes a gzip body that was cut short for broken, and keeps its bytes as they came', async () => {
    const cut = gzipSync(Buffer.from('x'.repeat(100_000))).subarray(0, 60);
    const { http, get } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(cut);
    });
    const response = await http.send(get);
    expect(response.undecodable).toMatch(/^gzip: unexpected end of file/);
    expect(Buffer.from(response.bytes).equals(cut)).toBe(true);
  });

  test('keeps the bytes of an encoding that it did not ask for', async () => {
    const { http, get } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'zstd' }).end('abc');
    });
    expect(await http.send(get)).toMatchObject({
      undecodable: 'unknown content encoding zstd',
      bytes: Buffer.from('abc'),
    });
  });

  test('refuses a body above the size cap, plain or once it is decoded', async () => {
    const { http, url } = await serve(
      (request, response) => {
        const body = Buffer.alloc(5_000, 'x');
        if (request.url === '/bomb') {
          response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(body));
        } else response.end(body);
      },
      { maxBytes: 1_000 },
    );
    for (const path of ['/plain', '/bomb']) {
      await expect(http.send({ method: 'GET', url: url + path, body: null })).rejects.toMatchObject(
        { code: 'SB_HTTP_TOO_LARGE' },
      );
    }
  });

  test('keeps what came before a connection was cut, and says that it is not whole', async () => {
    const { http, get } = await serve((_, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"value":[1,2,', () => response.destroy());
    });
    const cut = await http.send(get);
    expect(Buffer.from(cut.bytes).toString()).toBe('{"value":[1,2,');
    expect(cut.undecodable).toBe('cut short after 14 bytes: aborted');
  });

  test('calls a port that nobody listens on a network fault', async () => {
    const { http, get } = await serve((_, response) => response.end());
    await server?.close();
    server = undefined;
    await expect(http.send(get)).rejects.toMatchObject({
      code: 'SB_HTTP_NETWORK',
      context: { reason: 'ECONNREFUSED' },
    });
  });

  test('gives up on a server that accepts and stays silent', async () => {
    const { http, get } = await serve(() => undefined, { idleTimeoutMs: 50 });
    await expect(http.send(get)).rejects.toMatchObject({ code: 'SB_HTTP_TIMEOUT' });
  });

  test('gives up on a body that drips without end', async () => {
    const { http, get } = await serve(
      (_, response) => {
        const drip = setInterval(() => response.write('x'), 10);
        response.on('close', () => clearInterval(drip));
      },
      { idleTimeoutMs: 5_000, totalTimeoutMs: 100 },
    );
    await expect(http.send(get)).rejects.toMatchObject({ code: 'SB_HTTP_TIMEOUT' });
  });

  test('stops at once when the caller does', async () => {
    const stop = new AbortController();
    const { http, get } = await serve(() => stop.abort());
    await expect(http.send(get, stop.signal)).rejects.toMatchObject({ code: 'SB_INTERRUPTED' });
  });

  test('does not follow redirects by itself', async () => {
    const { http, get } = await serve((_, response) => {
      response.writeHead(302, { Location: '/elsewhere' }).end();
    });
    expect(await http.send(get)).toMatchObject({ status: 302 });
  });

  test('calls an answer that is not TLS a TLS fault', async () => {
    const { http, url } = await serve((_, response) => response.end());
    const get = { method: 'GET', url: url.replace('http:', 'https:'), body: null } as const;
    await expect(http.send(get)).rejects.toMatchObject({ code: 'SB_HTTP_TLS' });
  });

  test('never shows a password of the address in an error', async () => {
    const { http, url } = await serve((_, response) => response.destroy());
    const address = url.replace('http://', 'http://anna:hemmelig@');
    const error: unknown = await http
      .send({ method: 'GET', url: `${address}/?api_key=hemmelig2`, body: null })
      .catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'SB_HTTP_NETWORK' });
    expect(JSON.stringify([error, String(error), (error as Error).cause])).not.toContain(
      'hemmelig',
    );
  });
});

describe('the user agent', () => {
  test('names program, version and contact', () => {
    expect(userAgent('1.2.3', 'https://example.no/')).toBe(
      'statbank-etl/1.2.3 (+https://example.no/)',
    );
    expect(userAgent('1.2.3', null)).toBe('statbank-etl/1.2.3');
  });

  test('leaves out what a header may not hold', () => {
    expect(userAgent('1', 'a@b.no\r\nX: (y) å')).toBe('statbank-etl/1 (+a@b.noX: y)');
    expect(userAgent('1', ' \n')).toBe('statbank-etl/1');
  });
});
