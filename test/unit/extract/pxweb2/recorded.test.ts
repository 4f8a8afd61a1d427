import { describe, expect, test } from 'vitest';

import { pxWebAgency } from '../../../../src/extract/pxweb2/agency.ts';
import {
  cataloguePageBody,
  codelistBody,
  configBody,
  entryBody,
  readBody,
} from '../../../../src/extract/pxweb2/bodies.ts';
import { offeredCodelists } from '../../../../src/extract/pxweb2/codelist.ts';
import { describeTable } from '../../../../src/extract/pxweb2/describe.ts';
import { noneRecorded, readRecorded } from '../../../support/recorded.ts';
import { sourceResponse } from '../../../support/source-response.ts';

describe.skipIf(noneRecorded)('recorded bodies', () => {
  const recorded = (path: string) => sourceResponse('document', readRecorded(path));

  test.each([
    ['ssb/v2_table_03013_en.json', true],
    ['ssb/v2_table_13760_en.json', false],
    ['pxwebapi-reference/TableById_tab004.json', false],
  ])('%s is an entry', (path, discontinued) => {
    expect(readBody(entryBody, recorded(path), path).discontinued ?? false).toBe(discontinued);
  });

  test.each([
    ['ssb/v2_tables_no_page1.json', 2],
    ['ssb/v2_tables_en_page2.json', 2],
    ['scb/v2_tables_search.json', null],
  ])('%s is a page of a catalogue', (path, total) => {
    const { page } = readBody(cataloguePageBody, recorded(path), path);
    expect(page.totalElements).toBe(total ?? page.totalElements);
  });

  test.each([
    'ssb/quoted_v2_config_2026-08-30.json',
    'scb/v2_config.json',
    'pxwebapi-reference/GetApiConfiguration.json',
  ])('%s is a configuration', (path) => {
    expect(readBody(configBody, recorded(path), path).maxDataCells).toBeGreaterThan(0);
  });

  test('SCB’s ten-year classes keep their order', () => {
    const codelist = readBody(
      codelistBody,
      recorded('scb/v2_codelist_agg_alder10.json'),
      'codelist',
    );
    expect(codelist.values.map(({ code }) => code).slice(0, 2)).toEqual(['-9', '10-19']);
  });

  test('SSB’s 13760 is described from entry and metadata', () => {
    const agency = pxWebAgency('ssb', { languages: ['en'] });
    const description = describeTable(agency, '13760', [
      sourceResponse('entry', readRecorded('ssb/v2_table_13760_en.json')),
      sourceResponse('metadata:en', readRecorded('ssb/v2_13760_metadata_en.json')),
    ]);
    expect(description).toMatchObject({
      titleNo:
        'Labour force, employment, unemployment and man-weeks worked, by sex and age. Break and seasonally adjusted figures',
      timeUnit: 'monthly',
      firstPeriod: '2006M01',
      lastPeriod: '2026M08',
      updated: '2026-09-23T06:00:00.000Z',
    });
    expect(description.frame.dimensions[0]?.categories.map(({ code }) => code)).toEqual([
      '0',
      '2',
      '1',
    ]);
  });

  test('SCB’s TAB6471 offers codelists', () => {
    const offered = offeredCodelists(recorded('scb/v2_TAB6471_metadata.json'));
    expect(offered.map(({ variable }) => variable)).toContain('Region');
    expect(offered[0]).toMatchObject({ id: 'vs_CKM01Riket', type: 'Valueset' });
  });
});
