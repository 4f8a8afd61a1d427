import { describe, expect, test } from 'vitest';

import { acceptJson } from '../../../../src/extract/cso/failure.ts';
import { csoService } from '../../../../src/simulator/services/cso.ts';
import { loadExampleDatasets } from '../../../../src/simulator/services/example-dataset.ts';
import { valueAt } from '../../../../src/transform/cube.ts';
import { startExtraction } from '../../../support/extraction.ts';
import { openService } from '../../../support/neighbours.ts';
import { exampleSimulator } from '../../../support/simulator.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const LIMITS = { maxCells: 5, calls: 30, windowSeconds: 60 };

async function started() {
  const services = [csoService(await loadExampleDatasets('examples/cso'))];
  const simulator = await exampleSimulator({ services });
  const { exchange } = await startExtraction('cso');
  const service = openService('cso', 'cso', { url: `${simulator.origin}/public/api.restful` });
  return { exchange, service, provider: service.provider, simulator };
}

describe('a table of PxStat', () => {
  test('is described by its metadata, with units, and without the empty notes', async () => {
    const { exchange, provider } = await started();
    const description = provider.describe(
      'SYN01',
      await provider.fetchDescription('SYN01', {}, exchange),
    );
    expect(description).toMatchObject({
      titleNo: 'Deposits (synthetic figures)',
      source: 'Synthetic, in the shape of the Central Statistics Office',
      official: true,
      timeUnit: 'quarterly',
      lastPeriod: '20262',
      updated: '2026-10-05T11:00:00Z',
    });
    expect(description.frame.notes).toEqual(['Synthetic figures for tests and rehearsals.']);
    expect(
      description.frame.measures.map(({ code, unit, decimals }) => [code, unit, decimals]),
    ).toEqual([
      ['SYN01C01', 'Euro Million', 1],
      ['SYN01C02', 'Number', 0],
    ]);
  });

  test('comes whole in one answer, of which what was selected is kept', async () => {
    const { exchange, provider } = await started();
    const selection = {
      STATISTIC: { values: ['SYN01C01'] },
      C02568V03113: { values: ['07'] },
      'TLIST(Q1)': { values: ['top(2)'] },
    };
    const described = await provider.fetchDescription('SYN01', selection, exchange);
    const description = provider.describe('SYN01', described);
    const { requests, cells } = provider.plan(description, described, selection, LIMITS);
    expect([requests.length, cells]).toEqual([1, 2]);
    const [only] = requests;
    const answer = await exchange(only!.request, 'data', only!.selection);
    const cube = provider.toCube(answer, description);
    expect(cube.cellCount).toBe(2);
    expect([valueAt(cube, 0), valueAt(cube, 1)]).toEqual([116.5, 118]);
  });

  test('that changed shape between metadata and data is refused', async () => {
    const { exchange, provider } = await started();
    const described = await provider.fetchDescription('SYN01', {}, exchange);
    const description = provider.describe('SYN01', described);
    const [only] = provider.plan(description, described, {}, LIMITS).requests;
    const answer = await exchange(only!.request, 'data', only!.selection);
    const text = Buffer.from(answer.bytes).toString().replaceAll('"20262"', '"20263"');
    expect(() => provider.toCube({ ...answer, bytes: Buffer.from(text) }, description)).toThrow(
      /20262/,
    );
  });

  test('is found by words, and among the releases of the last days', async () => {
    const { exchange, service, simulator } = await started();
    const { catalogue } = service;
    const found = await catalogue!.search(
      { words: 'deposits earlier', discontinued: false },
      exchange,
    );
    expect(found.map(({ id }) => id)).toEqual(['SYN02']);
    expect((await catalogue!.list(null, exchange)).map(({ id }) => id)).toEqual(['SYN01', 'SYN02']);
    const recent = await catalogue!.list(3_650 * 3, exchange);
    expect(recent.length).toBe(2);
    await catalogue!.list(7, exchange);
    expect(simulator.requests.at(-1)?.url).toMatch(/ReadCollection\/\d{4}-\d{2}-\d{2}\/en$/);
    expect(await service.updated('SYN01', exchange)).toEqual(new Date('2026-10-05T11:00:00Z'));
  });
});

test.each([
  [404, ''],
  [200, 'null'],
])('an unknown table is told by status %i and a body of "%s"', (status, body) => {
  expect(() => acceptJson(sourceResponse('data', body, { status }), 'it')).toThrow(
    expect.objectContaining({ code: 'SB_SOURCE_NO_SUCH_TABLE' }) as Error,
  );
});

test('a page with status 404 does not tell that a table is gone', () => {
  expect(() => acceptJson(sourceResponse('data', '<html>', { status: 404 }), 'it')).toThrow(
    expect.objectContaining({ code: 'SB_HTTP_STATUS' }) as Error,
  );
});
