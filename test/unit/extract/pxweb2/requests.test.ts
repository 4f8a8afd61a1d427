import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pxWebAgency } from '../../../../src/extract/pxweb2/agency.ts';
import {
  codelistRequest,
  dataRequest,
  searchRequest,
} from '../../../../src/extract/pxweb2/requests.ts';

const ssb = pxWebAgency('ssb');
const BASE = 'https://data.ssb.no/api/pxwebapi/v2';

describe('a data query', () => {
  const body = (
    selection: ReadonlyMap<string, readonly string[]>,
    codelists = new Map(),
  ): unknown => JSON.parse(dataRequest(ssb, '07459', selection, codelists).body ?? '');

  test('is a POST that names language and format in the address', () => {
    expect(dataRequest(ssb, '07459', new Map(), new Map())).toMatchObject({
      method: 'POST',
      url: `${BASE}/tables/07459/data?lang=no&outputFormat=json-stat2`,
    });
  });

  test('names codelists beside their variables', () => {
    const selection = new Map([
      ['Region', ['K-0301']],
      ['Tid', ['2025']],
    ]);
    expect(body(selection, new Map([['Region', 'agg_KommSummer']]))).toEqual({
      selection: [
        { variableCode: 'Region', codelist: 'agg_KommSummer', valueCodes: ['K-0301'] },
        { variableCode: 'Tid', valueCodes: ['2025'] },
      ],
    });
  });

  test('leaves out the contents variable that the server invented', () => {
    const selection = new Map([
      ['ContentsCode', ['EliminatedValue']],
      ['Tid', ['2025']],
    ]);
    expect(body(selection)).toEqual({ selection: [{ variableCode: 'Tid', valueCodes: ['2025'] }] });
  });

  test('carries any codes as they are, each once', () => {
    const codes = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 });
    fc.assert(
      fc.property(fc.string(), codes, (variable, asked) => {
        fc.pre(asked.length > 1 || asked[0] !== 'EliminatedValue');
        expect(body(new Map([[variable, [...asked, ...asked]]]))).toEqual({
          selection: [{ variableCode: variable, valueCodes: [...new Set(asked)] }],
        });
      }),
    );
  });
});

describe('an address', () => {
  test('holds ids with letters outside ASCII', () => {
    const scb = pxWebAgency('scb');
    expect(codelistRequest(scb, 'agg_Ålder10årJ', 'sv').url).toBe(
      'https://statistikdatabasen.scb.se/api/v2/codelists/agg_%C3%85lder10%C3%A5rJ?lang=sv',
    );
  });

  test('of a search says whether closed tables are wanted, on every page', () => {
    const query = { query: 'bygg & anlegg', language: 'no', pageSize: 10 };
    const { url } = searchRequest(ssb, {
      ...query,
      includeDiscontinued: true,
      pageNumber: 3,
      pastDays: null,
    });
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      lang: 'no',
      query: 'bygg & anlegg',
      includeDiscontinued: 'true',
      pageNumber: '3',
      pageSize: '10',
    });
  });
});
