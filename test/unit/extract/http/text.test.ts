import { describe, expect, test } from 'vitest';

import { bodyKind } from '../../../../src/extract/http/body-kind.ts';
import { keptHeaders } from '../../../../src/extract/http/headers.ts';
import { redirectTarget } from '../../../../src/extract/http/redirect.ts';
import { safeUrl } from '../../../../src/extract/http/safe-url.ts';

describe('a URL in a log', () => {
  test.each([
    ['https://data.ssb.no/api?query=a b', 'https://data.ssb.no/api?query=a b'],
    ['https://u:p@data.ssb.no/x', 'https://data.ssb.no/x'],
    ['https://data.ssb.no/x?api_key=abc&lang=no', 'https://data.ssb.no/x?api_key=***&lang=no'],
    ['https://x.no/?access-token=abc', 'https://x.no/?access-token=***'],
    ['https://x.no/?monkey=abc', 'https://x.no/?monkey=abc'],
    ['postgres:password', 'postgres:password'],
    ['not an address with password=x', '***'],
  ])('%s is shown as %s', (url, shown) => {
    expect(safeUrl(url)).toBe(shown);
  });
});

describe('stored headers', () => {
  test('are those on the list, in alphabetical order', () => {
    const headers = {
      'x-ratelimit-limit': '40',
      'set-cookie': 'session=1',
      etag: '"a"',
      'x-amzn-trace-id': 't',
      'content-type': 'application/json',
    };
    expect(Object.entries(keptHeaders(headers))).toEqual([
      ['content-type', 'application/json'],
      ['etag', '"a"'],
      ['x-ratelimit-limit', '40'],
    ]);
  });
});

describe('the kind of a body', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  test.each([
    [json, '{"a":1}', 'json'],
    [{}, '\ufeff \r\n[1]', 'json'],
    [json, '<!DOCTYPE html>', 'html'],
    [{ 'content-type': 'text/html' }, '\n<html>', 'html'],
    [{ 'content-type': 'text/plain' }, 'Service down', 'other'],
    [json, 'NaN', 'json'],
    [json, '', 'empty'],
    [json, ' \n', 'empty'],
  ])('%j with %j is %s', (headers, body, kind) => {
    expect(bodyKind(headers, Buffer.from(body))).toBe(kind);
  });
});

describe('a redirect', () => {
  const get = { method: 'GET', url: 'https://data.ssb.no/api/v2/tables', body: null } as const;
  const post = { ...get, method: 'POST', body: '{}' } as const;

  test('is followed on the same host, relative or absolute', () => {
    expect(redirectTarget(get, 301, 'tables/?lang=no')?.url).toBe(
      'https://data.ssb.no/api/v2/tables/?lang=no',
    );
    expect(redirectTarget(get, 302, 'https://data.ssb.no/new')?.url).toBe(
      'https://data.ssb.no/new',
    );
  });

  test('keeps method and body of a data query after 307 and 308', () => {
    expect(redirectTarget(post, 308, '/new')).toEqual({ ...post, url: 'https://data.ssb.no/new' });
  });

  test.each([
    ['to another host', get, 302, 'https://evil.example/x'],
    ['to another port', get, 302, 'https://data.ssb.no:8443/x'],
    ['from https to http', get, 301, 'http://data.ssb.no/x'],
    ['of a data query that would lose its body', post, 302, '/new'],
    ['without an address', get, 302, undefined],
    ['to what is no address', get, 302, 'http://['],
  ])('is refused %s', (_, request, status, location) => {
    expect(() => redirectTarget(request, status, location)).toThrow(
      expect.objectContaining({ code: 'SB_HTTP_REDIRECT' }) as Error,
    );
  });

  test('is not seen in other statuses', () => {
    expect(redirectTarget(get, 200, 'https://evil.example')).toBeNull();
    expect(redirectTarget(get, 304, undefined)).toBeNull();
  });
});
