import { beforeAll, expect, it } from 'vitest';

import type { Connection } from '../../../src/postgres/connection.ts';
import { afterThisFile } from '../../support/cleanup.ts';
import { sketchCube } from '../../support/cubes.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';
import { fillMunicipalMart } from '../../support/municipal-mart.ts';
import { putTable } from '../../support/place-tables.ts';

let database: TestDatabase;
let db: Connection;

beforeAll(async () => {
  database = await createTestDatabase();
  db = await database.connect();
  afterThisFile(async () => db.close());
  await fillMunicipalMart(db);
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
