import { describe, expect, test } from 'vitest';

import { pxWebAgency } from '../../../../src/extract/pxweb2/agency.ts';
import { describeTable } from '../../../../src/extract/pxweb2/describe.ts';
import { alignEnglish } from '../../../../src/extract/query/english.ts';
import { dimension, frame } from '../../../support/frames.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const entry = {
  id: '99001',
  label: '99001: Folkemengde 2024-2025',
  updated: '2026-02-24T07:00:00Z',
  firstPeriod: '2024',
  lastPeriod: '2025',
  timeUnit: 'Annual',
  source: 'Statistisk sentralbyrå',
  variableNames: ['kjønn', 'statistikkvariabel', 'år'],
  paths: [[{ id: 'be', label: 'Befolkning', sortCode: '1' }]],
  unknown: { is: 'tolerated' },
};

const metadata = (labels: readonly [string, string], order: Record<string, number>): unknown => ({
  version: '2.0',
  class: 'dataset',
  label: `99001: ${labels[0]} 2024-2025`,
  role: { time: ['Tid'], metric: ['ContentsCode'] },
  id: ['Kjonn', 'ContentsCode', 'Tid'],
  size: [2, 1, 2],
  dimension: {
    Kjonn: {
      label: labels[1],
      category: { index: order, label: { 1: `1 ${labels[1]}`, 2: `2 ${labels[1]}` } },
      extension: {
        elimination: true,
        codelists: [{ id: 'agg_Alle', label: 'Alle', type: 'Aggregation', links: [] }],
      },
    },
    ContentsCode: {
      label: 'contents',
      category: {
        index: { Personer: 0 },
        label: { Personer: 'persons' },
        unit: { Personer: { base: 'persons', decimals: 0 } },
      },
      extension: { elimination: false, codelists: [] },
    },
    Tid: {
      label: 'year',
      category: { index: { 2024: 0, 2025: 1 }, label: { 2024: '2024', 2025: '2025' } },
      extension: { elimination: false },
    },
  },
  extension: {
    px: { tableid: '99001', 'official-statistics': true, nextUpdate: '2027-02-24T07:00:00Z' },
    contact: [{ name: 'Kari Nordmann', mail: 'kari@statbank.example', raw: 'x' }],
  },
  value: [],
});

const ssb = pxWebAgency('ssb');
const responses = [
  sourceResponse('entry', entry),
  sourceResponse('metadata:no', metadata(['Folkemengde', 'kjønn'], { 2: 0, 1: 1 })),
  sourceResponse('metadata:en', metadata(['Population', 'sex'], { 1: 0, 2: 1 })),
];

describe('the description of a table', () => {
  test('joins entry and metadata', () => {
    expect(describeTable(ssb, '99001', responses)).toMatchObject({
      ref: { provider: 'ssb', table: '99001' },
      titleNo: 'Folkemengde',
      titleEn: 'Population',
      source: 'Statistisk sentralbyrå',
      licence: 'CC BY 4.0',
      subjectPaths: [[{ id: 'be', label: 'Befolkning' }]],
      official: true,
      discontinued: false,
      timeUnit: 'annual',
      firstPeriod: '2024',
      lastPeriod: '2025',
      updated: '2026-02-24T07:00:00.000Z',
    });
  });

  test('has both languages in the order of the first', () => {
    const { frame: own, english } = describeTable(ssb, '99001', responses);
    const labels = (of: typeof own | null) =>
      of?.dimensions[0]?.categories.map(({ code, label }) => [code, label]);
    expect(labels(own)).toEqual([
      ['2', '2 kjønn'],
      ['1', '1 kjønn'],
    ]);
    expect(labels(english)).toEqual([
      ['2', '2 sex'],
      ['1', '1 sex'],
    ]);
  });

  test('does not hold the names and addresses of staff', () => {
    expect(JSON.stringify(describeTable(ssb, '99001', responses))).not.toMatch(/Kari|@/);
  });

  test('takes the newest entry of a fetch', () => {
    const again = sourceResponse('entry', { ...entry, discontinued: true, updated: null });
    expect(describeTable(ssb, '99001', [...responses, again])).toMatchObject({
      discontinued: true,
      updated: null,
    });
  });

  test.each<[string, number, unknown, string, string]>([
    ['an entry of another table', 0, { ...entry, id: '99002' }, 'SOURCE_TABLE_ID', '/id'],
    [
      'an entry with a wrong type',
      0,
      { ...entry, paths: [[{ id: 7, label: 'x' }]] },
      'SOURCE_BODY',
      '/paths/0/0/id',
    ],
    ['an entry without label', 0, { id: '99001' }, 'SOURCE_BODY', '/label'],
    [
      'metadata of another table',
      1,
      {
        ...(metadata(['x', 'y'], { 1: 0, 2: 1 }) as object),
        extension: { px: { tableid: '99002' } },
      },
      'SOURCE_TABLE_ID',
      '/extension/px/tableid',
    ],
    ['an HTML page with status 200', 1, '<html>Vedlikehold</html>', 'SOURCE_NOT_JSON', ''],
  ])('is refused for %s, with the place', (_, at, body, code, pointer) => {
    const broken = responses.with(at, sourceResponse(responses[at]?.purpose ?? 'entry', body));
    expect(() => describeTable(ssb, '99001', broken)).toThrow(
      expect.objectContaining({
        code: 'SB_SOURCE_RESPONSE',
        context: expect.objectContaining({
          findings: [expect.objectContaining({ code, pointer })],
        }) as unknown,
      }) as Error,
    );
  });

  test('is refused when the archive lacks a language', () => {
    expect(() => describeTable(ssb, '99001', responses.slice(0, 2))).toThrow(
      expect.objectContaining({ code: 'SB_ARCHIVE_MISSING' }) as Error,
    );
  });

  test('needs no English where the agency has none', () => {
    const agency = pxWebAgency('other', { baseUrl: 'https://x.example/v2/', languages: ['no'] });
    const described = describeTable(agency, '99001', responses.slice(0, 2));
    expect(described).toMatchObject({ english: null, titleEn: null, licence: null });
  });
});

describe('two languages', () => {
  const own = frame([dimension('A', ['1', '2'])]);
  test.each([
    ['a code in one only', frame([dimension('A', ['1', '3'])]), '/dimension/A/category/index'],
    ['more codes in one', frame([dimension('A', ['1', '2', '3'])]), '/dimension/A/category/index'],
    ['a variable in one only', frame([dimension('B', ['1', '2'])]), '/dimension'],
  ])('that disagree are refused: %s', (_, english, pointer) => {
    expect(() => alignEnglish(own, english)).toThrow(
      expect.objectContaining({
        code: 'SB_SOURCE_RESPONSE',
        context: { findings: [expect.objectContaining({ code: 'SOURCE_LANGUAGES', pointer })] },
      }) as Error,
    );
  });
});
