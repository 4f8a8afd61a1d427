import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publish } from '../../../src/load/publish.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import { checkReport } from '../../../src/report/check-report.ts';
import type { Binding } from '../../../src/transform/claims/binding.ts';
import type { Reading } from '../../../src/transform/claims/reading.ts';
import { bindingReader } from '../../../src/report/binding-reader.ts';
import { bind, operand, sketchClaim, sketchReport } from '../../support/claims.ts';
import { sketchCube, sketchPublication, type VariableSketch } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

const what: VariableSketch = { code: 'ContentsCode', role: 'metric', codes: ['Andel'] };
const land: VariableSketch = { code: 'Land', codes: ['DK', 'NO', 'SE'] };
const codes = { ContentsCode: 'Andel', Land: 'NO', Tid: 'newest' };

describe.each(servers())('numbers of three moments on $name', (server) => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await (await createTestDatabase({ server })).connect();
    const vintages = [
      ['2021-12-15T22:59:00Z', ['2021'], [40, 50.2, 60]],
      ['2021-12-15T23:01:00Z', ['2021'], [40, 51, 60]],
      ['2024-05-03T06:00:00Z', ['2021', '2024'], [40, 41, 51, 53.1, 60, 61]],
    ] as const;
    for (const [updated, years, cells] of vintages) {
      const cube = sketchCube([what, land, { code: 'Tid', role: 'time', codes: years }], cells);
      const publication = await sketchPublication(connection, cube, { description: { updated } });
      await publish(connection.pool, publication);
    }
  });

  afterAll(async () => connection.close());

  async function read(binding: Partial<Binding>, day: string | null = null): Promise<Reading> {
    return bindingReader(connection.kysely).read({ ...bind('ssb:07459', codes), ...binding }, day);
  }

  test('as printed, as its authors saw it by the end of their day in Oslo, and as it is', async () => {
    const claim = sketchClaim({
      operands: [operand('value', { printed: '50', current: bind('ssb:07459', codes) })],
    });
    const { evaluated } = await checkReport(connection.kysely, sketchReport([claim]));
    expect(evaluated.claims[0]?.evaluation).toMatchObject({
      verdict: 'drifted',
      published: { value: '50' },
      asOf: { value: '50.2', period: '2021' },
      current: { value: '53.1', period: '2024' },
    });
  });

  test('before the first vintage there is no number', async () => {
    expect(await read({}, '2020-01-01')).toMatchObject({ problem: 'no table' });
  });

  test('a place among all is counted, with its competitors', async () => {
    const all = { ...bind('ssb:07459', codes).codes, Land: { pick: 'every' } } as const;
    const rank = { take: 'rank', variable: 'Land', code: 'NO', cells: 3 } as const;
    expect(await read({ codes: all, take: rank })).toMatchObject({ value: '2', of: 3 });
    expect(await read({ codes: all, take: { ...rank, cells: 4 } })).toMatchObject({
      problem: 'other number of cells',
    });
    expect(await read({ codes: all, take: { ...rank, code: 'FI' } })).toMatchObject({
      problem: 'no such code',
    });
  });

  test('a sum counts its cells, spans are by code, and the factor is exact', async () => {
    const span = {
      ...bind('ssb:07459', codes).codes,
      Land: { pick: 'between', from: 'DK', to: 'NO' },
      Tid: { pick: 'between', from: '2021', to: '2021' },
    } as const;
    const sum = { codes: span, take: { take: 'sum', cells: 2 }, factor: '0.1' } as const;
    expect(await read(sum)).toMatchObject({ status: 'read', value: '9.1' });
    expect(await read({ ...sum, take: { take: 'sum', cells: 3 } })).toMatchObject({
      problem: 'other number of cells',
      reason: { en: 'ssb:07459: 2 cells have these codes, bound to 3.' },
    });
  });

  test('newest is a period only, and a binding without a variable is no single cell', async () => {
    const { codes: all } = bind('ssb:07459', codes);
    expect(await read({ codes: { ...all, Land: { pick: 'newest' } } })).toMatchObject({
      problem: 'no such code',
    });
    const { Land: _land, ...fewer } = all;
    expect(await read({ codes: fewer })).toMatchObject({ problem: 'several cells' });
    expect(await read({ codes: { ...all, Fylke: { pick: 'every' } } })).toMatchObject({
      problem: 'no such variable',
      reason: {
        en: 'ssb:07459: there is no variable Fylke; the table has ContentsCode, Land, Tid.',
      },
    });
  });
});
