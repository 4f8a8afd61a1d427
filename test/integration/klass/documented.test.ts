import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';

import type { Connection } from '../../../src/postgres/connection.ts';
import { afterThisFile } from '../../support/cleanup.ts';
import { sketchCube } from '../../support/cubes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { exampleClassification } from '../../support/klass.ts';
import { createLogin } from '../../support/logins.ts';
import { putClassification, putTable } from '../../support/place-tables.ts';

const document = await readFile('docs/regions.md', 'utf8');
const blocks = [...document.matchAll(/```sql\n(.*?)```/gs)].map(([, sql]) => sql ?? '');

let database: TestDatabase;
let db: Connection;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.connect();
  afterThisFile(async () => db.close());
  for (const id of ['131', '104', '2'])
    await putClassification(db, await exampleClassification(id));
  const variables = [
    { code: 'Region', role: 'geo', codes: ['0', '1103', '1141', '1142', '1507', '1508', '1580'] },
    { code: 'Kjonn', label: 'kjønn', codes: ['1', '2'] },
    { code: 'Alder', label: 'alder', codes: ['000', '001'] },
    { code: 'ContentsCode', role: 'metric', codes: ['Personer1'] },
    { code: 'Tid', label: 'år', role: 'time', codes: ['2019', '2024', '2025'] },
  ] as const;
  const size = variables.reduce((product, { codes }) => product * codes.length, 1);
  const cube = sketchCube(
    variables,
    Array.from({ length: size }, (_, cell) => cell),
  );
  const dimensions = cube.dimensions.map((dimension) =>
    dimension.code === 'Kjonn'
      ? { ...dimension, classifications: ['urn:ssb:classification:klass:2'] }
      : dimension,
  );
  await putTable(db, '07459', { ...cube, dimensions });
});

it('docs/regions.md has SQL', () => {
  expect(blocks.length).toBeGreaterThan(4);
});

it.each(blocks)('the documentation’s query answers a reader: %s', async (sql) => {
  const reader = await createLogin(database, 'in role statbank_reader');
  const rows = await reader.query(sql);
  expect(rows.length).toBeGreaterThan(0);
});

it('a login that may not read a table gets nothing of it from the functions', async () => {
  const login = await createLogin(database, '');
  await login.query('select 1');
  const owner = `grant usage on schema mart to ${login.name}`;
  await db.pool.query(owner);
  for (const call of [
    `mart.region_time_machine('ssb_07459', '2024-01-01')`,
    `mart.sum_over('ssb_07459', array['Kjonn'])`,
  ]) {
    await expect(login.query(`select * from ${call}`)).rejects.toThrow(/permission denied/);
  }
});

it('a table without municipalities is told, not answered with nothing', async () => {
  await putTable(
    db,
    '90001',
    sketchCube(
      [
        { code: 'Region', role: 'geo', codes: ['K-0301'] },
        { code: 'Tid', role: 'time', codes: ['2024'] },
      ],
      [1],
    ),
  );
  await expect(
    db.pool.query(`select * from mart.region_time_machine('ssb_90001', '2024-01-01')`),
  ).rejects.toThrow(/no place with a code of KLASS 131/);
});
