import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Connection } from '../../../src/postgres/connection.ts';
import type { Cube } from '../../../src/transform/cube.ts';
import { sketchCube } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';
import { exampleClassification } from '../../support/klass.ts';
import { putClassification, putTable } from '../../support/place-tables.ts';

const SEX = { code: 'Kjonn', codes: ['0', '1', '2'], labels: ['Begge kjønn', 'Menn', 'Kvinner'] };
const YEARS = { code: 'Tid', role: 'time', codes: ['2023', '2024'] } as const;

/** With the measures' unit and kind. */
function described(cube: Cube, unit: string, measuringType: 'stock' | 'flow' | 'other'): Cube {
  return { ...cube, measures: cube.measures.map((each) => ({ ...each, unit, measuringType })) };
}

describe.each(servers())('sums on $name', (server) => {
  let db: Connection;
  let table = 30_000;

  beforeAll(async () => {
    db = await (await createTestDatabase({ server })).connect();
    await putClassification(db, await exampleClassification('131'));
  });
  afterAll(async () => db.close());

  const put = async (cube: Cube): Promise<string> => {
    const id = String((table += 1));
    await putTable(db, id, cube);
    return `ssb_${id}`;
  };
  const sum = async (view: string, over: readonly string[], where: object = {}) =>
    (
      await db.pool.query(
        `select codes, measure, period, value::float8, reason_code, cells, missing, suppressed,
           at_least::float8, at_most::float8
         from mart.sum_over($1, $2, $3) order by period, codes::text`,
        [view, over, JSON.stringify(where)],
      )
    ).rows;

  it('leave the total out, and equal it', async () => {
    const view = await put(
      described(sketchCube([SEX, YEARS], [30, 34, 10, 11, 20, 23]), 'personer', 'flow'),
    );
    expect(await sum(view, ['Kjonn'])).toMatchObject([
      {
        period: '2023',
        value: 30,
        cells: 2,
        missing: 0,
        at_least: 30,
        at_most: 30,
        reason_code: null,
      },
      { period: '2024', value: 34, cells: 2, missing: 0 },
    ]);
    expect(await sum(view, ['Kjonn', 'Tid'])).toMatchObject([
      { period: null, value: 64, cells: 4 },
    ]);
    expect(await sum(view, ['Tid'], { Kjonn: '1' })).toMatchObject([
      { codes: { Kjonn: '1' }, value: 21 },
    ]);
  });

  it('refuse stocks over time, shares over anything, and what nobody knows', async () => {
    const cube = sketchCube([SEX, YEARS], [30, 34, 10, 11, 20, 23]);
    const stock = await put(described(cube, 'personer', 'stock'));
    expect(await sum(stock, ['Kjonn'])).toMatchObject([{ value: 30 }, { value: 34 }]);
    expect(await sum(stock, ['Kjonn', 'Tid'])).toMatchObject([
      { value: null, reason_code: 'not additive', at_least: null, at_most: null },
    ]);
    const share = await put(described(cube, 'prosent', 'stock'));
    expect((await sum(share, ['Kjonn'])).map((row) => row.reason_code)).toEqual([
      'not additive',
      'not additive',
    ]);
    const other = await put(described(cube, 'antall', 'other'));
    expect((await sum(other, ['Kjonn']))[0]).toMatchObject({
      value: null,
      reason_code: 'additivity unknown',
    });
  });

  it('bound what is suppressed or missing by what is known and by the published total', async () => {
    const view = await put(
      described(
        sketchCube([SEX, YEARS], [30, [null, '..'], [null, ':'], null, 20, 23]),
        'personer',
        'flow',
      ),
    );
    expect(await sum(view, ['Kjonn'])).toMatchObject([
      {
        value: null,
        reason_code: 'suppressed',
        suppressed: 1,
        missing: 0,
        at_least: 20,
        at_most: 30,
      },
      {
        value: null,
        reason_code: 'missing',
        suppressed: 0,
        missing: 1,
        at_least: 23,
        at_most: null,
      },
    ]);
  });

  it('take a printed nil for zero, and what cannot occur for nothing', async () => {
    const view = await put(
      described(sketchCube([SEX, YEARS], [1, 1, [0, '-'], [null, '.'], 1, 1]), 'personer', 'flow'),
    );
    expect(await sum(view, ['Kjonn'])).toMatchObject([
      { value: 1, reason_code: null },
      { value: 1, reason_code: null },
    ]);
  });

  it('bound nothing where figures are below zero', async () => {
    const view = await put(
      described(sketchCube([SEX, YEARS], [5, 5, -3, 2, [null, ':'], 3]), 'kr', 'flow'),
    );
    expect(await sum(view, ['Kjonn'])).toMatchObject([
      { value: null, at_least: null, at_most: null },
      { value: 5 },
    ]);
  });

  it('refuse a choice that has a total with its parts, and a name that is no variable', async () => {
    const view = await put(
      described(sketchCube([SEX, YEARS], [30, 34, 10, 11, 20, 23]), 'personer', 'flow'),
    );
    expect((await sum(view, ['Kjonn'], { Kjonn: ['0', '1'] }))[0]).toMatchObject({
      value: null,
      reason_code: 'overlapping',
    });
    await expect(sum(view, ['Alder'])).rejects.toThrow(/no variable Alder/);
    await expect(sum(view, [])).rejects.toThrow(/no variable to sum over/);
  });

  it('sum the municipalities of each year, and not counties with them', async () => {
    const regions = {
      code: 'Region',
      role: 'geo',
      codes: ['3001', '3101', '1507', '1508', '1580'],
    } as const;
    const cells = [7, [null, '.'], [null, '.'], 8, 50, [null, '.'], 0, 40, 0, 12] as const;
    const view = await put(described(sketchCube([regions, YEARS], cells), 'personer', 'stock'));
    expect(await sum(view, ['Region'])).toMatchObject([
      { period: '2023', value: 57, cells: 2, missing: 0 },
      { period: '2024', value: 60, cells: 3, missing: 0 },
    ]);
    const mixed = await put(
      described(
        sketchCube([{ ...regions, codes: ['30', '3001'] }, YEARS], [70, 71, 7, [null, '.']]),
        'personer',
        'stock',
      ),
    );
    expect((await sum(mixed, ['Region']))[0]).toMatchObject({ reason_code: 'several levels' });
    const early = await put(
      described(
        sketchCube([{ ...regions, codes: ['3001', '3101'] }, YEARS], [7, 8, 7, 8]),
        'personer',
        'stock',
      ),
    );
    expect((await sum(early, ['Region']))[0]).toMatchObject({
      value: null,
      reason_code: 'not in use',
    });
  });
});
