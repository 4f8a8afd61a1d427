import { describe, expect, test } from 'vitest';

import { loadResponses, usedResponses } from '../../../src/extract/archive/replay.ts';
import type { SourceResponse, TableSelection } from '../../../src/extract/provider.ts';
import { fetchLimits } from '../../../src/extract/pxweb2/limits.ts';
import { createPxWeb2Provider } from '../../../src/extract/pxweb2/provider.ts';
import { type Cube, cubeSize, valueAt } from '../../../src/transform/cube.ts';
import { agencyOf, fetchTable, SSB_LIMITS, startExtraction } from '../../support/extraction.ts';
import { exampleSimulator } from '../../support/simulator.ts';

function cellsOf(cube: Cube): ReadonlyMap<string, number | string | null> {
  const size = cubeSize(cube);
  const cells = new Map<string, number | string | null>();
  for (let index = 0; index < cube.cellCount; index += 1) {
    let rest = index;
    const codes = size
      .map((length, axis) => {
        const stride = size.slice(axis + 1).reduce((product, each) => product * each, 1);
        const code = cube.dimensions[axis]?.categories[Math.floor(rest / stride) % length]?.code;
        rest %= stride;
        return code;
      })
      .join('|');
    cells.set(codes, valueAt(cube, index) ?? cube.symbols.get(index) ?? null);
  }
  return cells;
}

describe('a table of the simulator', () => {
  test('has every example fetched whole, cell by cell as it is', async () => {
    const simulator = await exampleSimulator();
    for (const [id, { variables, cells: figures }] of simulator.tables) {
      const { cubes, cells } = await fetchTable(simulator, await startExtraction(id), id);
      const [cube] = cubes as [Cube];
      const places = Array.from({ length: cells }, (_, index) => index);
      const nilIsZero = (index: number) => (figures.symbol(index) === '-' ? 0 : null);
      expect({
        id,
        variables: cube.dimensions.map(({ code }) => code),
        cells: cube.cellCount,
        values: places.map((index) => valueAt(cube, index)),
        symbols: places.map((index) => cube.symbols.get(index) ?? null),
      }).toEqual({
        id,
        variables: variables.map(({ code }) => code),
        cells,
        values: places.map((index) => figures.value(index) ?? nilIsZero(index)),
        symbols: places.map((index) => figures.symbol(index)),
      });
    }
  });

  test('is the same table in chunks as in one piece', async () => {
    const simulator = await exampleSimulator();
    const extraction = await startExtraction('07459');
    const whole = await fetchTable(simulator, extraction, '07459');
    const chunked = await fetchTable(simulator, extraction, '07459', {}, 700);
    expect(chunked.requests).toBe(Math.ceil((2 * 106 * 20) / 700));
    const chunkCells = chunked.cubes.flatMap((cube) => [...cellsOf(cube)]);
    expect(new Map(chunkCells)).toEqual(cellsOf(whole.cubes[0] as Cube));
  });

  test('gives what expressions select, as the server itself understands them', async () => {
    const simulator = await exampleSimulator();
    const extraction = await startExtraction('07459');
    const asked = { Alder: ['05?', '105+', 'range(002,000)'], Tid: ['top(2,1)', 'to(2007)'] };
    const { cubes } = await fetchTable(simulator, extraction, '07459', {
      alder: { values: asked.Alder },
      time: { values: asked.Tid },
    });
    const byServer = await fetch(`${simulator.url}/tables/07459/data?lang=no`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        selection: [
          { variableCode: 'Region', valueCodes: ['*'] },
          { variableCode: 'Kjonn', valueCodes: ['*'] },
          { variableCode: 'Alder', valueCodes: asked.Alder },
          { variableCode: 'ContentsCode', valueCodes: ['*'] },
          { variableCode: 'Tid', valueCodes: asked.Tid },
        ],
      }),
    });
    const { size, value } = (await byServer.json()) as { size: number[]; value: number[] };
    const cube = cubes[0] as Cube;
    expect(cubeSize(cube)).toEqual(size);
    expect(value.map((_, index) => valueAt(cube, index))).toEqual(value);
  });

  test('gives a grouping its own values and labels, in both languages', async () => {
    const simulator = await exampleSimulator();
    const extraction = await startExtraction('07459');
    const selection: TableSelection = {
      Alder: { values: ['*'], codelist: 'agg_TiAarigGruppering' },
      Tid: { values: ['top(1)'] },
    };
    const { cubes, described } = await fetchTable(simulator, extraction, '07459', selection);
    const provider = createPxWeb2Provider(agencyOf(simulator));
    const description = provider.describe('07459', described);
    const plan = provider.plan(description, described, selection, SSB_LIMITS);
    const ages = (cubes[0] as Cube).dimensions.find(({ code }) => code === 'Alder');
    const planned = plan.frame.dimensions.find(({ code }) => code === 'Alder');
    expect(planned?.categories.map(({ code }) => code)).toEqual(
      ages?.categories.map(({ code }) => code),
    );
    const english = plan.english?.dimensions.find(({ code }) => code === 'Alder');
    expect(english?.categories.map(({ label }) => label)).not.toEqual(
      planned?.categories.map(({ label }) => label),
    );
    expect(described.map(({ purpose }) => purpose)).toEqual([
      'entry',
      'metadata:no',
      'metadata:en',
      'codelist:no:agg_TiAarigGruppering',
      'codelist:en:agg_TiAarigGruppering',
    ]);
  });

  test('leaves a variable out when it is told to, and only then', async () => {
    const simulator = await exampleSimulator();
    const extraction = await startExtraction('07459');
    const { cubes } = await fetchTable(simulator, extraction, '07459', { Kjonn: { values: [] } });
    expect(cubes[0]?.dimensions.map(({ code }) => code)).toEqual([
      'Region',
      'Alder',
      'ContentsCode',
      'Tid',
    ]);
    const pattern = fetchTable(simulator, extraction, '07459', { Kjonn: { values: ['9*'] } });
    await expect(pattern).rejects.toMatchObject({ code: 'SB_SOURCE_SELECTION' });
  });

  test('is described and read again from the archive alone', async () => {
    const simulator = await exampleSimulator();
    const extraction = await startExtraction('03024');
    const { cubes } = await fetchTable(simulator, extraction, '03024');
    await extraction.complete();
    await simulator.close();
    const fetched = await extraction.journal.readFetch(extraction.taskId);
    const responses: SourceResponse[] = [];
    for await (const response of loadResponses(extraction.archive, usedResponses(fetched))) {
      responses.push(response);
    }
    const provider = createPxWeb2Provider(agencyOf(simulator));
    const description = provider.describe('03024', responses);
    const again = responses
      .filter(({ purpose }) => purpose === 'data')
      .map((response) => provider.toCube(response, description));
    expect(again).toEqual(cubes);
  });

  test('has its limits read from the configuration, where zero calls mean nothing stated', async () => {
    const simulator = await exampleSimulator({ limits: { maxCells: 5_000, calls: null } });
    const { exchange } = await startExtraction('config');
    expect(await fetchLimits(agencyOf(simulator), exchange)).toEqual({
      maxCells: 5_000,
      calls: 30,
      windowSeconds: 60,
    });
  });
});
