import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../../../src/load/publish.ts';
import { type Connection, connect } from '../../../src/postgres/connection.ts';
import { compareSchemas } from '../../../src/postgres/drift.ts';
import { expectedSchema } from '../../../src/postgres/schema/expected-schema.ts';
import { introspect } from '../../../src/postgres/schema/introspect.ts';
import { roleFaults } from '../../../src/postgres/roles/inspect.ts';
import type { Cube } from '../../../src/transform/cube.ts';
import { sketchCube, sketchPublication } from '../../support/cubes.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';

const SERIES = 20;
const PERIODS = 20;
const CELLS = SERIES * PERIODS;
const large = { largeTable: CELLS };

const codes = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, place) => String(place));

/** A table just large enough for a bucket of its own, or with one cell less. */
function largeTable(first: number | null): Cube {
  const variables = [
    { code: 'Kommune', codes: codes(SERIES) },
    { code: 'Tid', role: 'time' as const, codes: codes(PERIODS) },
  ];
  return sketchCube(
    variables,
    Array.from({ length: CELLS }, (_, cell) => (cell === 0 ? first : cell / 10)),
  );
}

describe.each(servers())('a large table on $name', (server) => {
  let database: TestDatabase;
  let db: Connection;

  beforeAll(async () => {
    database = await createTestDatabase({ server });
    db = await database.connect();
  });
  afterAll(async () => db.close());

  const rows = async (query: string): Promise<readonly Record<string, unknown>[]> =>
    (await db.pool.query<Record<string, unknown>>(query)).rows;
  const bucketOf = async (table: string): Promise<number> => {
    const [row] = await rows(
      `select bucket from star.dim_dataset where table_id = '${table}' union all select -1 order by 1 desc`,
    );
    return Number(row?.['bucket']);
  };
  const put = async (cube: Cube, table: string) =>
    publish(db.pool, await sketchPublication(db, cube, { table }), large);

  it('gets a bucket of its own, which is as good as any other', async () => {
    expect(await put(largeTable(7), '00001')).toMatchObject({ counts: { added: CELLS } });
    const bucket = await bucketOf('00001');
    expect(bucket).toBeGreaterThanOrEqual(32);
    expect(
      await rows(`select count(*)::int, sum(verdi)::float8 as sum from mart.ssb_00001`),
    ).toEqual([{ count: CELLS, sum: (CELLS * (CELLS - 1)) / 20 + 7 }]);
    expect(await rows(`select count(*)::int from star.fact_observation_${bucket}`)).toEqual([
      { count: CELLS },
    ]);
    const keys = `select count(*)::int from pg_index i join pg_class c on c.oid = i.indrelid
      where i.indisprimary and i.indisvalid and c.relname in ('fact_observation_${bucket}', 'fact_revision_${bucket}')`;
    expect(await rows(keys)).toEqual([{ count: 2 }]);
    const client = await db.pool.connect();
    try {
      expect(compareSchemas(await expectedSchema(), await introspect(db.kysely))).toEqual([]);
      expect(await roleFaults(client)).toEqual([]);
    } finally {
      client.release();
    }
  });

  it('is revised within its bucket, and remembers', async () => {
    expect(await put(largeTable(8), '00001')).toMatchObject({ counts: { changed: 1, added: 0 } });
    const bucket = await bucketOf('00001');
    expect(
      await rows(`select value::text, v_from, v_to from star.fact_revision_${bucket}`),
    ).toEqual([{ value: '7', v_from: 1, v_to: 2 }]);
    expect(
      await rows(`
        select value::text, vintage from mart.as_of('ssb_00001', now())
        where codes = '{"Kommune": "0"}' and period = '0'`),
    ).toEqual([{ value: '8', vintage: 2 }]);
  });

  it('is counted by the cells that it has, not by those that it could have', async () => {
    expect(await put(largeTable(null), '00002')).toMatchObject({ counts: { added: CELLS - 1 } });
    expect(await bucketOf('00002')).toBeLessThan(32);
  });

  it('leaves no bucket behind when its first load fails or is only tried', async () => {
    const buckets = `select count(*)::int from pg_class where relname like 'fact_observation_%' and relkind = 'r'`;
    const before = await rows(buckets);
    const cube = largeTable(7);
    const sketch = {
      table: '00003',
      chunks: [cube, sketchCube([{ code: 'Annet', codes: ['1'] }], [1])],
    };
    await expect(
      publish(db.pool, await sketchPublication(db, cube, sketch), large),
    ).rejects.toMatchObject({ code: 'SB_CUBE_INVALID' });
    await publish(db.pool, await sketchPublication(db, cube, { table: '00003' }), {
      ...large,
      dryRun: true,
    });
    expect(await rows(buckets)).toEqual(before);
  });

  it('needs no more than a loader’s rights', async () => {
    const { url } = await createLogin(database, 'in role statbank_loader');
    const loader = await connect({ databaseUrl: url, home: '/nonexistent' });
    try {
      const publication = await sketchPublication(loader, largeTable(7), { table: '00004' });
      await publish(loader.pool, publication, large);
      expect(await bucketOf('00004')).toBeGreaterThanOrEqual(32);
    } finally {
      await loader.close();
    }
  });
});
