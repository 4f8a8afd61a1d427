import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicationResult } from '../../../src/load/publication.ts';
import { publish, type PublishOptions } from '../../../src/load/publish.ts';
import { type Connection, connect } from '../../../src/postgres/connection.ts';
import { compareSchemas } from '../../../src/postgres/drift.ts';
import { roleFaults } from '../../../src/postgres/roles/inspect.ts';
import { expectedSchema } from '../../../src/postgres/schema/expected-schema.ts';
import { introspect } from '../../../src/postgres/schema/introspect.ts';
import type { Cube } from '../../../src/transform/cube.ts';
import { frameOf } from '../../../src/transform/frame.ts';
import { gatePolicy } from '../../../src/transform/gate.ts';
import { type PublicationSketch, sketchCube, sketchPublication } from '../../support/cubes.ts';
import { createTestDatabase, servers, type TestDatabase } from '../../support/database.ts';
import { createLogin } from '../../support/logins.ts';

const SEX = { code: 'Kjonn', label: 'kjønn', codes: ['1', '2'] } as const;
const YEARS = { code: 'Tid', label: 'år', role: 'time', codes: ['2024', '2025'] } as const;
const REGION = { code: 'Region', label: 'region', role: 'geo', codes: ['0', '0301'] } as const;

describe.each(servers())('labels of series on $name', (server) => {
  let database: TestDatabase;
  let db: Connection;
  let table = 0;

  beforeAll(async () => {
    database = await createTestDatabase({ server });
    db = await database.connect();
  });
  afterAll(async () => db.close());

  const nextTable = (): string => String((table += 1)).padStart(5, '0');
  const put = async (
    cube: Cube,
    sketch: PublicationSketch,
    options: PublishOptions = {},
  ): Promise<PublicationResult> =>
    publish(db.pool, await sketchPublication(db, cube, sketch), options);
  const rows = async (query: string): Promise<readonly Record<string, unknown>[]> =>
    (await db.pool.query<Record<string, unknown>>(query)).rows;
  const labelsOf = async (id: string): Promise<readonly Record<string, unknown>[]> => {
    const [row] = await rows(`select dataset_key from star.dim_dataset where table_id = '${id}'`);
    return rows(`select * from star.series_labels_${String(row?.['dataset_key'])} order by 1`);
  };

  it('stand in the language that was asked for, in Norwegian where English is missing', async () => {
    const id = nextTable();
    const cube = sketchCube([{ ...SEX, labels: ['menn', 'kvinner'] }, YEARS], [1, 2, 4, 5]);
    const english = frameOf(
      sketchCube([{ ...SEX, labels: ['men', 'women'] }, YEARS], [1, 2, 4, 5]),
    );
    await put(cube, { table: id, english, description: { english } });
    expect(await labelsOf(id)).toMatchObject([
      { code_1: '1', label_no_1: 'menn', label_en_1: 'men' },
      { code_1: '2', label_no_1: 'kvinner', label_en_1: 'women' },
    ]);
    const other = nextTable();
    await put(cube, { table: other });
    expect(await rows(`select distinct "kjønn" from mart.ssb_${other}_en order by 1`)).toEqual([
      { kjønn: 'kvinner' },
      { kjønn: 'menn' },
    ]);
  });

  it('follow a label that changes while no figure does', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    await put(sketchCube([{ ...SEX, labels: ['menn', 'kvinner'] }, YEARS], [1, 2, 4, 5]), {
      table: id,
    });
    expect(await rows(`select distinct kjønn from mart.ssb_${id} order by 1`)).toEqual([
      { kjønn: 'kvinner' },
      { kjønn: 'menn' },
    ]);
  });

  it('take in values and variables that come later', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    await put(sketchCube([{ ...SEX, codes: ['1', '2', '0'] }, YEARS], [1, 2, 4, 5, 5, 7]), {
      table: id,
    });
    expect((await labelsOf(id)).map((row) => row['code_1'])).toEqual(['1', '2', '0']);
    await put(sketchCube([REGION, SEX, YEARS], [1, 2, 4, 5, 10, 20, 40, 50]), { table: id });
    expect(
      await rows(`select region, kjønn, verdi::float8 from mart.ssb_${id}
        where region_kode = '0301' and år = '2025' order by verdi`),
    ).toEqual([
      { region: 'region 0301', kjønn: 'kjønn 1', verdi: 20 },
      { region: 'region 0301', kjønn: 'kjønn 2', verdi: 50 },
    ]);
    expect(
      await rows(`select count(*)::int from mart.ssb_${id}_history where region is null`),
    ).toEqual([{ count: 6 }]);
  });

  it('take in the series of a held publication when it is released', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    const later = sketchCube(
      [
        { ...SEX, codes: ['1', '2', '3'] },
        { ...YEARS, codes: ['2025'] },
      ],
      [2, 5, 6],
    );
    expect(await put(later, { table: id }, { gates: gatePolicy() })).toMatchObject({
      outcome: 'held',
    });
    expect(await labelsOf(id)).toHaveLength(2);
    await put(later, { table: id });
    expect(await rows(`select kjønn_kode from mart.ssb_${id} order by 1`)).toEqual([
      { kjønn_kode: '1' },
      { kjønn_kode: '2' },
      { kjønn_kode: '3' },
    ]);
  });

  it('are not there for a table without values to label', async () => {
    const id = nextTable();
    await put(sketchCube([YEARS], [1, 2]), { table: id });
    expect(await rows(`select år, verdi::float8 from mart.ssb_${id} order by 1`)).toEqual([
      { år: '2024', verdi: 1 },
      { år: '2025', verdi: 2 },
    ]);
  });

  it('need no more than a loader’s rights, and doctor finds nothing odd in them', async () => {
    const { url } = await createLogin(database, 'in role statbank_loader');
    const loader = await connect({ databaseUrl: url, home: '/nonexistent' });
    try {
      const id = nextTable();
      for (const cells of [
        [1, 2, 4, 5],
        [1, 2, 4, 6],
      ]) {
        const cube = sketchCube([SEX, YEARS], cells);
        await publish(loader.pool, await sketchPublication(loader, cube, { table: id }));
      }
      expect(await rows(`select kjønn from mart.ssb_${id}`)).toHaveLength(4);
    } finally {
      await loader.close();
    }
    const client = await db.pool.connect();
    try {
      expect(compareSchemas(await expectedSchema(), await introspect(db.kysely))).toEqual([]);
      expect(await roleFaults(client)).toEqual([]);
    } finally {
      client.release();
    }
  });

  it('let the planner join two filtered views without going through one for each row of the other', async () => {
    const codes = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, place) => String(1000 + place));
    const variables = [
      { code: 'Region', role: 'geo' as const, codes: codes(80) },
      SEX,
      { code: 'Alder', codes: codes(30) },
      { ...YEARS, codes: codes(10) },
    ];
    const cells = Array.from({ length: 80 * 2 * 30 * 10 }, (_, cell) => cell);
    const [one, other] = [nextTable(), nextTable()];
    for (const id of [one, other]) await put(sketchCube(variables, cells), { table: id });
    const [row] = await rows(`explain (analyze, timing off, format json)
      select a.region, sum(a.verdi), sum(b.verdi)
      from mart.ssb_${one} as a join mart.ssb_${other} as b using (region_key, time_key)
      where a.kjønn = 'kjønn 1' and a.alder_kode = '1007' and b.kjønn = 'kjønn 2' and b.alder_kode = '1007'
      group by a.region`);
    const plans = row?.['QUERY PLAN'] as readonly { readonly Plan: PlanNode }[] | undefined;
    const scans = (plans ?? [])
      .flatMap(({ Plan }) => nodesOf(Plan))
      .filter((node) => node['Relation Name']?.startsWith('series_labels_') === true);
    expect(scans.length).toBeGreaterThanOrEqual(2);
    // 800 rows match on either side: a plan that expected one would read labels for each of them.
    for (const scan of scans) expect(scan['Actual Loops']).toBeLessThan(10);
  });
});

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
