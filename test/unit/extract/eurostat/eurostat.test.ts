import { describe, expect, test } from 'vitest';

import { failureAction } from '../../../../src/extract/failure-action.ts';
import { acceptDataset } from '../../../../src/extract/eurostat/failure.ts';
import { EUROSTAT } from '../../../../src/extract/eurostat/dissemination.ts';
import { createEurostatProvider } from '../../../../src/extract/eurostat/provider.ts';
import type { Purpose } from '../../../../src/extract/provider.ts';
import { eurostatService } from '../../../../src/simulator/services/eurostat.ts';
import { loadExampleDatasets } from '../../../../src/simulator/services/example-dataset.ts';
import { hashCube } from '../../../../src/transform/cube-hash.ts';
import { valueAt } from '../../../../src/transform/cube.ts';
import { startExtraction } from '../../../support/extraction.ts';
import { openService } from '../../../support/neighbours.ts';
import { noneRecorded, readRecorded } from '../../../support/recorded.ts';
import { exampleSimulator } from '../../../support/simulator.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const LIMITS = { maxCells: 1_000_000, calls: 30, windowSeconds: 60 };
const provider = createEurostatProvider(EUROSTAT);

async function started(maxCells = 1_000_000) {
  const datasets = await loadExampleDatasets('examples/eurostat');
  const simulator = await exampleSimulator({ services: [eurostatService(datasets, { maxCells })] });
  const { exchange } = await startExtraction('eurostat');
  const service = openService('eurostat', 'eurostat', {
    url: `${simulator.origin}/eurostat/api/dissemination`,
  });
  return { simulator, exchange, ...service };
}

describe('a dataset of Eurostat', () => {
  test('has time, place and measure though no role is stated, and all its periods', async () => {
    const { provider, exchange } = await started();
    const described = await provider.fetchDescription('isoc_ci_ifp_iu', {}, exchange);
    const description = provider.describe('isoc_ci_ifp_iu', described);
    expect(description.frame.dimensions.map(({ code, role }) => [code, role])).toEqual([
      ['freq', 'classification'],
      ['ind_type', 'classification'],
      ['indic_is', 'classification'],
      ['unit', 'metric'],
      ['geo', 'geo'],
      ['time', 'time'],
    ]);
    expect(description).toMatchObject({
      firstPeriod: '2021',
      lastPeriod: '2025',
      timeUnit: 'annual',
      updated: '2026-01-20T22:00:00Z',
      source: 'Eurostat',
      licence: 'CC BY 4.0',
    });
    expect(description.frame.measures[0]).toMatchObject({
      code: 'PC_IND',
      unit: 'Percentage of individuals',
    });
    expect(description.frame.notes).toEqual([
      'Break in 2021: the survey moved to a new questionnaire.',
    ]);
  });

  test('gives the published figures of Norway, and no cell where nothing was published', async () => {
    const { provider, exchange } = await started();
    const described = await provider.fetchDescription('isoc_ciegi_ac', {}, exchange);
    const description = provider.describe('isoc_ciegi_ac', described);
    const { requests } = provider.plan(description, described, {}, LIMITS);
    expect(requests.map(({ request }) => new URL(request.url).search)).toEqual([
      '?format=JSON&lang=EN',
    ]);
    const [only] = requests;
    const answer = await exchange(only!.request, 'data', only!.selection);
    const cube = provider.toCube(answer, description);
    expect([0, 1, 2, 3, 4, 5].map((index) => valueAt(cube, index))).toEqual([
      null,
      null,
      null,
      97.7,
      98.5,
      97.8,
    ]);
  });

  test('keeps flags beside figures', async () => {
    const { provider, exchange } = await started();
    const selection = { geo: { values: ['NO'] }, indic_is: { values: ['I_IDAY'] } };
    const described = await provider.fetchDescription('isoc_ci_ifp_fu', selection, exchange);
    const description = provider.describe('isoc_ci_ifp_fu', described);
    const [only] = provider.plan(description, described, selection, LIMITS).requests;
    expect(new URL(only!.request.url).search).toBe('?format=JSON&lang=EN&indic_is=I_IDAY&geo=NO');
    const cube = provider.toCube(
      await exchange(only!.request, 'data', only!.selection),
      description,
    );
    expect([...cube.symbols]).toEqual([[4, 'p']]);
    expect(valueAt(cube, 4)).toBe(83.25);
  });

  test('without data for what was asked has cells that are not there', async () => {
    const { provider, exchange } = await started();
    const described = await provider.fetchDescription('isoc_sk_dskl_i21', {}, exchange);
    const description = provider.describe('isoc_sk_dskl_i21', described);
    const [only] = provider.plan(description, described, {}, LIMITS).requests;
    const request = { ...only!.request, url: `${only!.request.url}&sinceTimePeriod=2999` };
    const cube = provider.toCube(await exchange(request, 'data', only!.selection), description);
    expect(cube.cellCount).toBe(36);
    expect(cube.values).toEqual({ kind: 'sparse', values: new Map() });
  });

  test('that promises a later answer is described without cells, and planned in halves', async () => {
    const { provider, exchange } = await started(11);
    const described = await provider.fetchDescription('isoc_sk_dskl_i21', {}, exchange);
    expect(described.map(({ request }) => new URL(request.url).search)).toEqual([
      '?format=JSON&lang=EN&sinceTimePeriod=2999',
      '?format=JSON&lang=EN&ind_type=IND_TOTAL&indic_is=I_DSK2_BAB&unit=PC_IND&geo=EU27_2020',
    ]);
    const description = provider.describe('isoc_sk_dskl_i21', described);
    const [whole] = provider.plan(description, described, {}, LIMITS).requests;
    const refused = await exchange(whole!.request, 'data', whole!.selection);
    expect(refused.status).toBe(200);
    const error: unknown = await Promise.resolve()
      .then(() => provider.toCube(refused, description))
      .catch((thrown: unknown) => thrown);
    expect(failureAction(error)).toBe('replan');
  });

  test('whose list of periods falls short of what it states is refused', async () => {
    const { provider, exchange } = await started();
    const [values, periods] = await provider.fetchDescription('isoc_ciegi_ac', {}, exchange);
    const short = JSON.parse(Buffer.from(periods!.bytes).toString());
    delete short.dimension.time.category.index['2025'];
    short.size[5] = 2;
    short.value = {};
    const shortened = sourceResponse('metadata:en:periods', short);
    expect(() => provider.describe('isoc_ciegi_ac', [values!, shortened])).toThrow(/2025/);
  });

  test('with thousands of places is asked for by addresses that servers take', async () => {
    const { provider, exchange } = await started();
    const described = await provider.fetchDescription('isoc_ci_ifp_iu', {}, exchange);
    const description = provider.describe('isoc_ci_ifp_iu', described);
    const places = Array.from({ length: 900 }, (_, at) => `XX${String(at).padStart(3, '0')}`);
    const dimensions = description.frame.dimensions.map((dimension) =>
      dimension.code === 'geo'
        ? {
            ...dimension,
            categories: ['NO', ...places].map((code) => ({
              code,
              label: code,
              parent: null,
              notes: [],
            })),
          }
        : dimension,
    );
    const wide = { ...description, frame: { ...description.frame, dimensions } };
    const { requests } = provider.plan(wide, described, { geo: { values: ['XX*'] } }, LIMITS);
    const lengths = requests.map(({ request }) => request.url.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(2_000);
    expect(requests.flatMap(({ selection }) => selection.get('geo') ?? [])).toHaveLength(900);
  });
});

describe('a refusal of Eurostat', () => {
  const codeOf = (purpose: Purpose, status: number, body: unknown): unknown => {
    try {
      acceptDataset(sourceResponse(purpose, body, { status }), 'data');
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const fault = (status: number) => ({ status, id: 100, label: 'told by the source' });

  test.each<[string, Purpose, number, unknown, string]>([
    ['a list of errors', 'metadata:en', 404, { error: [fault(404)] }, 'SB_SOURCE_NO_SUCH_TABLE'],
    ['one error', 'data', 400, { error: fault(400) }, 'SB_SOURCE_SELECTION'],
    ['an error with status 200', 'data', 200, { error: [fault(400)] }, 'SB_SOURCE_SELECTION'],
    ['413', 'data', 413, '<html>', 'SB_SOURCE_TOO_MANY_CELLS'],
    ['an error of status 413', 'data', 200, { error: [fault(413)] }, 'SB_SOURCE_TOO_MANY_CELLS'],
    ['a page', 'data', 200, '<!doctype html>', 'SB_SOURCE_RESPONSE'],
    ['503 in JSON', 'data', 503, { error: [fault(503)] }, 'SB_HTTP_STATUS'],
  ])('as %s', (_, purpose, status, body, code) => {
    expect(codeOf(purpose, status, body)).toBe(code);
  });

  test.skipIf(noneRecorded)('as recorded: a promise with status 200', () => {
    expect(codeOf('data', 200, readRecorded('eurostat/quoted_async_warning.json'))).toBe(
      'SB_SOURCE_TOO_MANY_CELLS',
    );
  });
});

describe.skipIf(noneRecorded)('recorded datasets of Eurostat', () => {
  const table = 'nama_10_gdp';
  const at = (purpose: Purpose, path: string) => sourceResponse(purpose, readRecorded(path));

  test('describe a table, and give its figures with flags', () => {
    const file = 'eurostat/nama_10_gdp.json';
    // The recorded extract has one period, while the dataset states that it goes back to 1975.
    const text = Buffer.from(readRecorded(file)).toString().replace('"1975"', '"2023"');
    const description = provider.describe(table, [
      sourceResponse('metadata:en', text),
      sourceResponse('metadata:en:periods', text),
    ]);
    expect(description.titleNo).toMatch(/^GDP and main components/);
    const selection = new Map(
      description.frame.dimensions.map(({ code, categories }) => [
        code,
        categories.map((category) => category.code),
      ]),
    );
    const cube = provider.toCube({ ...at('data', file), selection }, description);
    expect(cube.cellCount).toBe(64);
    expect(valueAt(cube, 0)).toBe(111.757);
    expect([...cube.symbols]).toEqual([
      [42, 'd'],
      [43, 'd'],
    ]);
    expect(hashCube(cube)).toHaveLength(32);
  });

  test('as recorded without data list all values and no period', () => {
    const empty = at('metadata:en', 'eurostat/nama_10_gdp_empty.json');
    expect(() =>
      provider.describe(table, [empty, { ...empty, purpose: 'metadata:en:periods' }]),
    ).toThrow(/1975 and/);
  });
});
