import { describe, expect, test } from 'vitest';

import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { failureAction } from '../../../../src/extract/failure-action.ts';
import type { Purpose } from '../../../../src/extract/provider.ts';
import { acceptJson } from '../../../../src/extract/pxweb2/failure.ts';
import { noneRecorded, readRecorded } from '../../../support/recorded.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const problem = (title: string, status: number) => ({ type: 'Parameter error', title, status });
const HTML = { 'content-type': 'text/html' };

function errorOf(purpose: Purpose, status: number, body: unknown, headers = {}): StatbankError {
  try {
    acceptJson(sourceResponse(purpose, body, { status, headers }), 'data of table 07459');
  } catch (error) {
    if (error instanceof StatbankError) return error;
  }
  throw new Error('was accepted');
}

describe('a refused response', () => {
  test.each<[string, Purpose, number, unknown, string, string]>([
    [
      'an unknown table',
      'entry',
      404,
      problem('Non-existent table', 404),
      'SB_SOURCE_NO_SUCH_TABLE',
      'stop-table',
    ],
    [
      'an unknown table on /data: status 400, body 404',
      'data',
      400,
      problem('Non-existent table', 404),
      'SB_SOURCE_NO_SUCH_TABLE',
      'stop-table',
    ],
    [
      'any fault inside /metadata: says the table is gone',
      'metadata:no',
      404,
      problem('Non-existent table', 404),
      'SB_HTTP_STATUS',
      'stop-table',
    ],
    [
      'an unknown codelist: status 404, body 400',
      'codelist:no:agg_X',
      404,
      problem('Non-existent codelist', 400),
      'SB_SOURCE_SELECTION',
      'stop-table',
    ],
    [
      'an unknown value',
      'data',
      400,
      problem('Non-existent value', 400),
      'SB_SOURCE_SELECTION',
      'stop-table',
    ],
    [
      'a missing variable',
      'data',
      400,
      problem('Missing selection for mandantory variable', 400),
      'SB_SOURCE_SELECTION',
      'stop-table',
    ],
    [
      'too many cells as the server sends it',
      'data',
      400,
      problem('Too many cells selected', 400),
      'SB_SOURCE_TOO_MANY_CELLS',
      'replan',
    ],
    [
      'too many cells as the specification has it',
      'data',
      403,
      problem('Too many cells selected', 403),
      'SB_SOURCE_TOO_MANY_CELLS',
      'replan',
    ],
    [
      'a wrong language',
      'metadata:no',
      400,
      problem('Unsupported language', 400),
      'SB_SOURCE_SELECTION',
      'stop-table',
    ],
    [
      'a title that is not known',
      'data',
      400,
      problem('constructor', 400),
      'SB_HTTP_STATUS',
      'stop-table',
    ],
    ['401', 'entry', 401, '', 'SB_HTTP_FORBIDDEN', 'stop-provider'],
    ['403 of a gateway', 'entry', 403, '<html>', 'SB_HTTP_FORBIDDEN', 'stop-provider'],
    ['404 with the page of IIS', 'data', 404, '<!DOCTYPE html>', 'SB_HTTP_STATUS', 'stop-table'],
    ['500 without a body', 'data', 500, '', 'SB_HTTP_STATUS', 'stop-table'],
    ['503', 'data', 503, '<html>', 'SB_HTTP_STATUS', 'stop-table'],
    [
      'the validation problem of the framework',
      'data',
      400,
      { title: 'One or more validation errors occurred.', errors: {} },
      'SB_HTTP_STATUS',
      'stop-table',
    ],
    ['304', 'entry', 304, '', 'SB_HTTP_STATUS', 'stop-table'],
  ])('%s', (_, purpose, status, body, code, action) => {
    const error = errorOf(purpose, status, body);
    expect(error.code).toBe(code);
    expect(error.context).toMatchObject({ status });
    expect(failureAction(error)).toBe(action);
  });

  test('that is HTML with status 200 is a finding, and names the kept bytes', () => {
    const error = errorOf('data', 200, '\n<html>', HTML);
    expect(error.code).toBe('SB_SOURCE_RESPONSE');
    expect(error.context['findings']).toMatchObject([{ code: 'SOURCE_NOT_JSON', actual: 'html' }]);
    expect(error.message).toContain(String(error.context['sha256']));
  });

  test('that is empty with status 200 is a finding', () => {
    expect(errorOf('data', 200, '').code).toBe('SB_SOURCE_RESPONSE');
  });

  test('never quotes the body, which may name staff', () => {
    const body = { title: 'Non-existent table', detail: 'ring Kari 12345678', contact: 'kari@x' };
    const error = errorOf('entry', 404, body);
    expect(JSON.stringify([error.message, error.context])).not.toMatch(/Kari|kari/);
  });

  test.skipIf(noneRecorded).each([
    ['ssb/v2_error_missing_selection.json', 400, 'SB_SOURCE_SELECTION'],
    ['ssb/v2_error_nonexistent_value.json', 400, 'SB_SOURCE_SELECTION'],
    ['ssb/quoted_v2_error_nonexistent_variable.json', 400, 'SB_SOURCE_SELECTION'],
    ['ssb/v2_error_unknown_table_http400.json', 400, 'SB_SOURCE_NO_SUCH_TABLE'],
    ['scb/quoted_v2_error_missing_selection.json', 400, 'SB_SOURCE_SELECTION'],
    ['non-json/ssb_v2_404_url_too_long.html', 404, 'SB_HTTP_STATUS'],
    ['non-json/unece_html_instead_of_json.html', 200, 'SB_SOURCE_RESPONSE'],
  ])('as recorded in %s', (path, status, code) => {
    expect(errorOf('data', status, readRecorded(path)).code).toBe(code);
  });
});

describe('what a failure asks for', () => {
  test.each([
    [new StatbankError('SB_HTTP_TLS', ''), 'stop-provider'],
    [new StatbankError('SB_HTTP_NETWORK', ''), 'stop-table'],
    [new StatbankError('SB_CUBE_INVALID', ''), 'stop-table'],
    [new Error('unexpected'), 'stop-table'],
  ])('%s: %s', (error, action) => {
    expect(failureAction(error)).toBe(action);
  });
});
