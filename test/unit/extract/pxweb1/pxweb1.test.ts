import { describe, expect, test } from 'vitest';

import { failureAction } from '../../../../src/extract/failure-action.ts';
import type { Purpose, SourceResponse, TableSelection } from '../../../../src/extract/provider.ts';
import { pxWeb1Agency } from '../../../../src/extract/pxweb1/agency.ts';
import type { MetadataBody } from '../../../../src/extract/pxweb1/bodies.ts';
import { acceptJson } from '../../../../src/extract/pxweb1/failure.ts';
import { createPxWeb1Provider } from '../../../../src/extract/pxweb1/provider.ts';
import { sampleSelection } from '../../../../src/extract/pxweb1/sample.ts';
import { pxWeb1Service, type PxWeb1Limits } from '../../../../src/simulator/services/pxweb1.ts';
import { startExtraction } from '../../../support/extraction.ts';
import { openService } from '../../../support/neighbours.ts';
import { exampleSimulator } from '../../../support/simulator.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const PLENTY = { maxCells: 1_000_000, calls: 30, windowSeconds: 60 };

async function started(limits: Partial<PxWeb1Limits> = {}) {
  const simulator = await exampleSimulator({ services: [pxWeb1Service(limits)] });
  const { exchange } = await startExtraction('ssb-v0');
  const service = openService('pxweb1', 'ssb-v0', { url: `${simulator.origin}/api/v0/table` });
  return { simulator, exchange, service, provider: service.provider };
}

const variable = (code: string, values: readonly string[], extra = {}) => ({
  code,
  text: code.toLowerCase(),
  values: [...values],
  valueTexts: values.map((value) => `text of ${value}`),
  ...extra,
});

function dataset(variables: MetadataBody['variables'], roles: object, label = 'Title') {
  return {
    version: '2.0',
    class: 'dataset',
    label,
    updated: '2026-01-05T08:00:00Z',
    id: variables.map(({ code }) => code),
    size: variables.map(({ values }) => values.length),
    role: roles,
    dimension: Object.fromEntries(
      variables.map(({ code, values, valueTexts }) => [
        code,
        {
          label: code,
          category: {
            index: values,
            label: Object.fromEntries(values.map((value, at) => [value, valueTexts[at]])),
          },
        },
      ]),
    ),
    value: Array.from(
      { length: variables.reduce((cells, { values }) => cells * values.length, 1) },
      (_, at) => at,
    ),
  };
}

describe('a table of PxWebApi v1', () => {
  test('is described with roles, units and both languages, as v2 describes it', async () => {
    const { exchange, provider, simulator } = await started();
    const described = await provider.fetchDescription('07221', {}, exchange);
    expect(described.map(({ purpose }) => purpose)).toEqual([
      'metadata:no',
      'metadata:no:sample',
      'metadata:en',
      'metadata:en:sample',
    ]);
    const v1 = provider.describe('07221', described);
    const other = openService('pxweb2', 'ssb', { url: simulator.url }).provider;
    const v2 = other.describe('07221', await other.fetchDescription('07221', {}, exchange));
    expect(v1.frame.dimensions.map(({ code, role }) => [code, role])).toEqual(
      v2.frame.dimensions.map(({ code, role }) => [code, role]),
    );
    expect(v1.frame.measures).toEqual(v2.frame.measures);
    expect(v1.english?.measures).toEqual(v2.english?.measures);
    expect(v1).toMatchObject({
      titleNo: v2.titleNo,
      lastPeriod: v2.lastPeriod,
      official: v2.official,
      updated: v2.frame.updated,
    });
    expect(described.every(({ request }) => request.url.includes('/api/v0/'))).toBe(true);
  });

  test('asks for every variable by name, as one that is left out may come whole', async () => {
    const { exchange, provider } = await started();
    const selection = { Tid: { values: ['top(1)'] } };
    const described = await provider.fetchDescription('07221', selection, exchange);
    const description = provider.describe('07221', described);
    const [only] = provider.plan(description, described, selection, PLENTY).requests;
    const body = JSON.parse(only!.request.body!);
    expect(body.response).toEqual({ format: 'json-stat2' });
    expect(body.query.map((each: any) => each.code)).toEqual(
      description.frame.dimensions.map(({ code }) => code),
    );
    expect(new Set(body.query.map((each: any) => each.selection.filter))).toEqual(
      new Set(['item']),
    );
  });

  test.each(['json', 'html'] as const)(
    'that is too large is a 403, told in %s, and means a smaller plan',
    async (refusal) => {
      const { exchange, provider } = await started({ maxCells: 40, refusal });
      const described = await provider.fetchDescription('07221', {}, exchange);
      const description = provider.describe('07221', described);
      const [whole] = provider.plan(description, described, {}, PLENTY).requests;
      const refused = await exchange(whole!.request, 'data', whole!.selection);
      expect(refused.status).toBe(403);
      const error: unknown = await Promise.resolve()
        .then(() => provider.toCube(refused, description))
        .catch((thrown: unknown) => thrown);
      expect(failureAction(error)).toBe('replan');
    },
  );

  test('has limits of cells and of values, both as ?config states them', async () => {
    const { exchange, service } = await started({ maxValues: 15, maxCells: 100 });
    const limits = await service.limits(exchange);
    expect(limits).toMatchObject({ maxCells: 100, maxValues: 15 });
    const described = await service.provider.fetchDescription('07221', {}, exchange);
    const description = service.provider.describe('07221', described);
    const { requests, witness } = service.provider.plan(description, described, {}, limits);
    for (const { selection } of [...requests, witness!]) {
      const named = [...selection.values()].reduce((sum, codes) => sum + codes.length, 0);
      expect(named).toBeLessThanOrEqual(15);
    }
    for (const { request, selection } of requests) {
      const answer = await exchange(request, 'data', selection);
      expect(service.provider.toCube(answer, description).cellCount).toBeLessThanOrEqual(100);
    }
  });

  test('refuses a grouping, which v1 does not list', async () => {
    const { exchange, provider } = await started();
    const selection: TableSelection = { Region: { values: ['*'], codelist: 'agg:KommSummer' } };
    const described = await provider.fetchDescription('07221', selection, exchange);
    const description = provider.describe('07221', described);
    expect(() => provider.plan(description, described, selection, PLENTY)).toThrow(/PxWebApi v2/);
  });

  test('is found by words, once, under all of its subjects', async () => {
    const { exchange, service } = await started();
    const found = await service.catalogue!.search(
      { words: '07221', discontinued: false },
      exchange,
    );
    expect(found.map(({ id, title }) => [id, title])).toEqual([
      ['07221', expect.stringMatching(/^Prisindeks for brukte boliger/)],
    ]);
    expect(found[0]?.subjectPaths.length).toBeGreaterThan(0);
    const all = await service.catalogue!.list(null, exchange);
    expect(all.length).toBeGreaterThan(10);
  });

  test('tells when it was last changed', async () => {
    const { exchange, service } = await started();
    expect(await service.updated('07221', exchange)).toBeInstanceOf(Date);
  });
});

describe('periods that are numbered', () => {
  const periods = variable('år', ['0', '1', '2'], { time: true });
  const numbered = { ...periods, valueTexts: ['2023', '2024', '2025'] };
  const variables = [variable('bosted', ['a', 'b']), numbered];
  const agency = pxWeb1Agency('oslo', {
    url: 'https://statistikkbank.example/api/v1/db1',
    languages: ['no'],
  });
  const provider = createPxWeb1Provider(agency);
  const roles = { time: ['år'] };
  const described = [
    sourceResponse('metadata:no', { title: 'Befolkning', variables }),
    sourceResponse('metadata:no:sample', dataset(variables, roles)),
  ];

  test('have their labels as codes, and are asked for by number', () => {
    const description = provider.describe('OK-BEF001.px', described);
    expect(description).toMatchObject({ firstPeriod: '2023', lastPeriod: '2025' });
    const selection = { år: { values: ['top(2)'] } };
    const [only] = provider.plan(description, described, selection, PLENTY).requests;
    expect(JSON.parse(only!.request.body!).query[1]).toEqual({
      code: 'år',
      selection: { filter: 'item', values: ['1', '2'] },
    });
    const part = { ...numbered, values: ['1', '2'], valueTexts: ['2024', '2025'] };
    const answer: SourceResponse = {
      ...sourceResponse('data', dataset([variables[0]!, part], roles)),
      selection: only!.selection,
    };
    const cube = provider.toCube(answer, description);
    expect(cube.dimensions[1]?.categories.map(({ code }) => code)).toEqual(['2024', '2025']);
  });
});

test('periods that are listed from the newest on are counted from the oldest all the same', () => {
  const variables = [
    variable('area', ['a']),
    variable('time', ['2025', '2024', '2023', '2022'], { time: true }),
  ];
  const agency = pxWeb1Agency('x', { url: 'https://x.example/api/v1/db' });
  const provider = createPxWeb1Provider(agency);
  const described = [
    sourceResponse('metadata:en', {
      title: 'Population 2022-2025 <em>[BEEST8]</em>',
      variables,
    }),
    sourceResponse('metadata:en:sample', dataset(variables, { time: ['time'] })),
  ];
  const description = provider.describe('BEXSTA.px', described);
  expect(description).toMatchObject({
    titleNo: 'Population',
    firstPeriod: '2022',
    lastPeriod: '2025',
  });
  const codesOf = (entry: string) =>
    provider
      .plan(description, described, { time: { values: [entry] } }, PLENTY)
      .requests[0]?.selection.get('time');
  expect(codesOf('top(2)')).toEqual(['2025', '2024']);
  expect(codesOf('from(2024)')).toEqual(['2025', '2024']);
  expect(codesOf('to(2023)')).toEqual(['2023', '2022']);
  expect(codesOf('bottom(1)')).toEqual(['2022']);
});

describe('a description', () => {
  const agency = pxWeb1Agency('statfin', {
    url: 'https://pxdata.example/api/v1/StatFin',
    languages: ['fi', 'en'],
  });
  const provider = createPxWeb1Provider(agency);

  test('in two languages may have other codes of variables in each', () => {
    const fi = [variable('Vuosi', ['2024', '2025'], { time: true }), variable('Tiedot', ['x'])];
    const en = [variable('Year', ['2024', '2025'], { time: true }), variable('Information', ['x'])];
    const sample = (own: typeof fi, language: string) =>
      sourceResponse(
        `metadata:${language}:sample`,
        dataset(own, { time: [own[0]!.code], metric: [own[1]!.code] }, language),
      );
    const description = provider.describe('11ra.px', [
      sourceResponse('metadata:fi', { title: 'Väestö', variables: fi }),
      sample(fi, 'fi'),
      sourceResponse('metadata:en', { title: 'Population', variables: en }),
      sample(en, 'en'),
    ]);
    expect(description.english?.dimensions.map(({ code, label }) => [code, label])).toEqual([
      ['Vuosi', 'year'],
      ['Tiedot', 'information'],
    ]);
  });

  test('whose sample lacks a variable is refused', () => {
    const variables = [variable('Alue', ['1']), variable('Vuosi', ['2024'], { time: true })];
    expect(() =>
      createPxWeb1Provider(pxWeb1Agency('statfin', { languages: ['fi'] })).describe('11ra.px', [
        sourceResponse('metadata:fi', { title: 'Väestö', variables }),
        sourceResponse('metadata:fi:sample', dataset(variables.slice(1), { time: ['Vuosi'] })),
      ]),
    ).toThrow(/Alue/);
  });
});

describe('a sample', () => {
  test('has all values of what cannot be eliminated, as long as that is little', () => {
    const body: MetadataBody = {
      title: '',
      variables: [
        variable('Region', ['0', '1'], { elimination: true }),
        variable(
          'Alder',
          Array.from({ length: 900 }, (_, at) => String(at)),
        ),
        variable('ContentsCode', ['a', 'b']),
        variable('Tid', ['2024', '2025'], { time: true }),
      ],
    };
    const sizes = (contents: string | null) =>
      [...sampleSelection(body, contents).values()].map((codes) => codes.length);
    expect(sizes(null)).toEqual([1, 1, 2, 1]);
    expect(sizes('ContentsCode')).toEqual([1, 1, 2, 1]);
    expect(sizes('Alder')).toEqual([1, 900, 1, 1]);
  });
});

describe('a refusal of PxWebApi v1', () => {
  test.each<[string, Purpose, 'GET' | 'POST', number, string, string]>([
    [
      'too many values',
      'data',
      'POST',
      403,
      '{"error":"Too many values selected"}',
      'SB_SOURCE_TOO_MANY_CELLS',
    ],
    ['a page for a data query', 'data', 'POST', 403, '<html>', 'SB_SOURCE_TOO_MANY_CELLS'],
    ['a page for metadata', 'metadata:no', 'GET', 403, '<html>', 'SB_HTTP_FORBIDDEN'],
    [
      'a parameter error',
      'data',
      'POST',
      400,
      '{"error":"Parameter error"}',
      'SB_SOURCE_SELECTION',
    ],
    ['plain words', 'data', 'POST', 400, 'Bad Request', 'SB_SOURCE_SELECTION'],
    ['an unknown table', 'metadata:no', 'GET', 404, 'Not found', 'SB_SOURCE_NO_SUCH_TABLE'],
    ['a wrong language', 'metadata:no', 'GET', 400, 'Bad Request', 'SB_HTTP_STATUS'],
    ['a page in place of a table', 'metadata:no', 'GET', 404, '<html>', 'SB_HTTP_STATUS'],
    ['a closed service', 'metadata:no', 'GET', 410, '', 'SB_HTTP_STATUS'],
  ])('as %s', (_, purpose, method, status, body, code) => {
    const request = { method, url: 'https://x.example/api/v1/en/t', body: null };
    expect(() =>
      acceptJson(sourceResponse(purpose, body, { status, headers: {}, request }), 'it'),
    ).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe('an agency of PxWebApi v1', () => {
  test('has its language where the address says', async () => {
    const { provider } = openService('pxweb1', 'statice');
    const asked: string[] = [];
    await provider
      .fetchDescription('mannfjoldi/MAN00101.px', {}, async ({ url }) => {
        asked.push(url);
        throw new Error('enough');
      })
      .catch(() => undefined);
    expect(asked).toEqual(['https://px.hagstofa.is/pxis/api/v1/is/Ibuar/mannfjoldi/MAN00101.px']);
  });

  test.each([
    ['https://pxweb.example/api/v1', /names no database/],
    ['https://u:p@pxweb.example/api/v1/db', /cannot be used/],
  ])('cannot be at %s', (url, message) => {
    expect(() => openService('pxweb1', 'x', { url })).toThrow(message);
  });
});
