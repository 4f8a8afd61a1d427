import { describe, expect, test } from 'vitest';

import { pxWebAgency } from '../../../../src/extract/pxweb2/agency.ts';

describe('an agency', () => {
  test('is known by its id, with the limits that it documents', () => {
    expect(pxWebAgency('ssb').documentedLimits).toEqual({
      maxCells: 800_000,
      calls: 30,
      windowSeconds: 60,
    });
  });

  test('at another address keeps its languages, and has the limits that are stated there', () => {
    const agency = pxWebAgency('ssb', { baseUrl: 'http://127.0.0.1:8080/api/pxwebapi/v2/' });
    expect(agency).toMatchObject({
      baseUrl: 'http://127.0.0.1:8080/api/pxwebapi/v2',
      languages: ['no', 'en'],
      documentedLimits: {},
    });
  });

  test('without an address is refused with those that are known', () => {
    expect(() => pxWebAgency('statfin')).toThrow(/ssb, scb/);
  });

  test.each(['ftp://x/v2', 'https://u:p@x/v2', 'https://x/v2?key=1', 'data.ssb.no'])(
    'cannot be at %s',
    (baseUrl) => {
      expect(() => pxWebAgency('x', { baseUrl })).toThrow(
        expect.objectContaining({ code: 'SB_CONFIG_CATALOGUE' }) as Error,
      );
    },
  );
});
