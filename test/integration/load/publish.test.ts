import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicationResult } from '../../../src/load/publication.ts';
import { publish, type PublishOptions } from '../../../src/load/publish.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import type { Cube } from '../../../src/transform/cube.ts';
import { type PublicationSketch, sketchCube, sketchPublication } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

const REGION = { code: 'Region', label: 'region', role: 'geo', codes: ['0', '0301'] } as const;
const SEX = { code: 'Kjonn', label: 'kjønn', codes: ['1', '2'] } as const;
const CONTENTS = {
  code: 'ContentsCode',
  label: 'statistikkvariabel',
  role: 'metric',
  codes: ['Personer1'],
} as const;
const YEARS = { code: 'Tid', label: 'år', role: 'time', codes: ['2024', '2025'] } as const;

describe.each(servers())('publishing on $name', (server) => {
  let db: Connection;
  let table = 0;

  beforeAll(async () => {
    db = await (await createTestDatabase({ server })).connect();
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

  it('shows every cell in the view under readable names', async () => {
    const id = nextTable();
    const cube = sketchCube(
      [REGION, SEX, CONTENTS, YEARS],
      [1, 2, 3, 4, 5.25, 6, [null, ':'], [0, '-']],
    );
    const result = await put(cube, { table: id });
    expect(result.counts).toEqual({ added: 8, changed: 0, withdrawn: 0, unchanged: 0 });
    expect(
      await rows(`select region_kode, kjønn, kjønn_kode, år, periode_start::text, verdi::text, enhet, symbol
        from mart.ssb_${id} where region_kode = '0301' order by kjønn_kode, år`),
    ).toEqual([
      {
        region_kode: '0301',
        kjønn: 'kjønn 1',
        kjønn_kode: '1',
        år: '2024',
        periode_start: '2024-01-01',
        verdi: '5.25',
        enhet: 'personer',
        symbol: '',
      },
      {
        region_kode: '0301',
        kjønn: 'kjønn 1',
        kjønn_kode: '1',
        år: '2025',
        periode_start: '2025-01-01',
        verdi: '6',
        enhet: 'personer',
        symbol: '',
      },
      {
        region_kode: '0301',
        kjønn: 'kjønn 2',
        kjønn_kode: '2',
        år: '2024',
        periode_start: '2024-01-01',
        verdi: null,
        enhet: 'personer',
        symbol: ':',
      },
      {
        region_kode: '0301',
        kjønn: 'kjønn 2',
        kjønn_kode: '2',
        år: '2025',
        periode_start: '2025-01-01',
        verdi: '0',
        enhet: 'personer',
        symbol: '-',
      },
    ]);
  });

  it('writes nothing when the same cells come again', async () => {
    const id = nextTable();
    const cube = sketchCube([SEX, YEARS], [1, 2, 3, 4]);
    await put(cube, { table: id });
    const again = await put(cube, { table: id });
    expect(again).toMatchObject({
      outcome: 'unchanged',
      vintage: 1,
      counts: { unchanged: 4, added: 0 },
    });
    expect(await rows(`select vintage from mart.vintages where view = 'ssb_${id}'`)).toEqual([
      { vintage: 1 },
    ]);
  });

  it('follows another order of variables and values without a vintage', async () => {
    const id = nextTable();
    const contents = { ...CONTENTS, codes: ['Menn', 'Kvinner'] };
    const orders = async (): Promise<unknown> => [
      await rows(`select code, position from star.dim_variable
        join star.dim_dataset using (dataset_key) where table_id = '${id}' order by position`),
      await rows(`select m.code, m.position from star.dim_member m join star.dim_variable v using (variable_key)
        join star.dim_dataset using (dataset_key) where table_id = '${id}' and v.code = 'Kjonn' order by 2`),
      await rows(`select code, position from star.dim_measure
        join star.dim_dataset using (dataset_key) where table_id = '${id}' order by position`),
    ];
    const placed = (...codes: readonly string[]) =>
      codes.map((code, position) => ({ code, position }));
    await put(sketchCube([SEX, contents, YEARS], [1, 2, 3, 4, 5, 6, 7, 8]), { table: id });
    const first = [
      placed('Kjonn', 'ContentsCode', 'Tid'),
      placed('1', '2'),
      placed('Menn', 'Kvinner'),
    ];
    expect(await orders()).toEqual(first);
    const turned = sketchCube(
      [YEARS, { ...SEX, codes: ['2', '1'] }, { ...contents, codes: ['Kvinner', 'Menn'] }],
      [7, 5, 3, 1, 8, 6, 4, 2],
    );
    await put(turned, { table: id }, { dryRun: true });
    expect(await orders()).toEqual(first);
    const result = await put(turned, { table: id });
    expect(result).toMatchObject({ outcome: 'unchanged', vintage: 1, counts: { unchanged: 8 } });
    expect(await orders()).toEqual([
      placed('Tid', 'Kjonn', 'ContentsCode'),
      placed('2', '1'),
      placed('Kvinner', 'Menn'),
    ]);
    expect(await rows(`select vintage from mart.vintages where view = 'ssb_${id}'`)).toEqual([
      { vintage: 1 },
    ]);
  });

  it('keeps earlier states of changed and withdrawn cells and leaves the rest alone', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 3, 4]), { table: id });
    const result = await put(
      sketchCube([SEX, { ...YEARS, codes: ['2025', '2026'] }], [2, 7, 40, 8]),
      { table: id },
      { changes: 10 },
    );
    expect(result.counts).toEqual({ added: 2, changed: 1, withdrawn: 2, unchanged: 1 });
    expect(result.changes).toContainEqual({
      codes: { Kjonn: '2', Tid: '2025' },
      before: { value: 4, symbol: '' },
      after: { value: 40, symbol: '' },
    });
    expect(result.changes).toContainEqual({
      codes: { Kjonn: '1', Tid: '2024' },
      before: { value: 1, symbol: '' },
      after: null,
    });
    expect(
      await rows(`select kjønn_kode as k, år, verdi::int as v, utgave_fra as f, utgave_til as t
        from mart.ssb_${id}_history order by k, år, f`),
    ).toEqual([
      { k: '1', år: '2024', v: 1, f: 1, t: 2 },
      { k: '1', år: '2025', v: 2, f: 1, t: null },
      { k: '1', år: '2026', v: 7, f: 2, t: null },
      { k: '2', år: '2024', v: 3, f: 1, t: 2 },
      { k: '2', år: '2025', v: 4, f: 1, t: 2 },
      { k: '2', år: '2025', v: 40, f: 2, t: null },
      { k: '2', år: '2026', v: 8, f: 2, t: null },
    ]);
  });

  it('answers as of a moment by any of the clocks, by code and in the shape of the view', async () => {
    const id = nextTable();
    const at = (year: string) => ({
      table: id,
      observedAt: `${year}-03-01T07:00:00Z`,
      committedAt: `${year}-03-02T07:00:00Z`,
      description: { updated: `${year}-02-28T07:00:00Z` },
    });
    await put(sketchCube([SEX, YEARS], [1, 2, 3, 4]), at('2024'));
    await put(sketchCube([SEX, YEARS], [1, 2, 3, 5]), at('2025'));
    const sum = async (moment: string, clock: string) =>
      rows(`select sum(value)::int as generic,
        (select sum(verdi)::int from mart.as_of(null::mart.ssb_${id}, '${moment}', '${clock}')) as typed,
        (select sum(value)::int from mart.as_of(null::mart.ssb_${id}_en, '${moment}', '${clock}')) as english
        from mart.as_of('ssb_${id}', '${moment}', '${clock}')`);
    expect(await sum('2025-03-01T12:00Z', 'committed')).toEqual([
      { generic: 10, typed: 10, english: 10 },
    ]);
    expect(await sum('2025-03-01T12:00Z', 'observed')).toEqual([
      { generic: 11, typed: 11, english: 11 },
    ]);
    expect(await sum('2025-02-28T12:00Z', 'source')).toEqual([
      { generic: 11, typed: 11, english: 11 },
    ]);
    expect(await sum('2023-01-01', 'source')).toEqual([
      { generic: null, typed: null, english: null },
    ]);
  });

  it('gives a dry run the same counts and leaves no trace', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 3, 4]), { table: id });
    const trial = await put(
      sketchCube([SEX, { ...YEARS, codes: ['2024', '1066'] }], [1, 2, 30, 4]),
      { table: id },
      { dryRun: true, changes: 10 },
    );
    expect(trial.counts).toEqual({ added: 2, changed: 1, withdrawn: 2, unchanged: 1 });
    expect(
      await rows(`select max(vintage) as v from mart.vintages where view = 'ssb_${id}'`),
    ).toEqual([{ v: 1 }]);
    expect(await rows(`select code from star.dim_time where code = '1066'`)).toEqual([]);
  });

  it('does not withdraw cells that were not asked for', async () => {
    const id = nextTable();
    const whole = sketchCube(
      [SEX, { ...YEARS, codes: ['2024', '2025', '2026'] }],
      [1, 2, 3, 4, 5, 6],
    );
    await put(whole, { table: id });
    const latest = sketchCube([SEX, { ...YEARS, codes: ['2026'] }], [3, 60]);
    const result = await put(latest, { table: id, description: { frame: whole } });
    expect(result.counts).toEqual({ added: 0, changed: 1, withdrawn: 0, unchanged: 1 });
    expect(await rows(`select sum(verdi)::int as s from mart.ssb_${id}`)).toEqual([{ s: 75 }]);
  });

  it('publishes chunks like the whole table', async () => {
    const id = nextTable();
    const whole = sketchCube([SEX, YEARS], [1, 2, 3, 4]);
    const chunks = [
      sketchCube([{ ...SEX, codes: ['1'] }, YEARS], [1, 2]),
      sketchCube(
        [
          { ...SEX, codes: ['2'] },
          { ...YEARS, codes: ['2024'] },
        ],
        [3],
      ),
      sketchCube(
        [
          { ...SEX, codes: ['2'] },
          { ...YEARS, codes: ['2025'] },
        ],
        [4],
      ),
    ];
    expect((await put(whole, { table: id, chunks })).counts.added).toBe(4);
    expect(await put(whole, { table: id })).toMatchObject({ outcome: 'unchanged' });
    const revised = chunks.with(
      2,
      sketchCube(
        [
          { ...SEX, codes: ['2'] },
          { ...YEARS, codes: ['2025'] },
        ],
        [9],
      ),
    );
    expect((await put(whole, { table: id, chunks: revised })).counts).toEqual({
      added: 0,
      changed: 1,
      withdrawn: 0,
      unchanged: 3,
    });
  });

  it('keeps existing views working when variables come and go', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, CONTENTS, YEARS], [1, 2, 3, 4]), { table: id });
    await db.pool.query(
      `create view mart.mine_${id} as select kjønn, år, verdi from mart.ssb_${id}`,
    );
    const more = sketchCube([REGION, CONTENTS, YEARS], [1, 2, 3, 4]);
    expect((await put(more, { table: id })).counts).toEqual({
      added: 4,
      changed: 0,
      withdrawn: 4,
      unchanged: 0,
    });
    expect(
      await rows(`select count(*)::int as n, count(kjønn)::int as k from mart.mine_${id}`),
    ).toEqual([{ n: 4, k: 0 }]);
    const columns = await rows(`select column_name from information_schema.columns
      where table_schema = 'mart' and table_name = 'ssb_${id}' order by ordinal_position`);
    expect(columns.map((column) => column['column_name'])).toEqual([
      'kjønn',
      'kjønn_kode',
      'statistikkvariabel',
      'statistikkvariabel_kode',
      'år',
      'periode_start',
      'periode_slutt',
      'verdi',
      'enhet',
      'symbol',
      'series_key',
      'time_key',
      'measure_key',
      'region_key',
      'region',
      'region_kode',
    ]);
  });

  it('keeps earlier labels and shows the newest', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 3, 4]), { table: id });
    const renamed = sketchCube([{ ...SEX, labels: ['Menn', 'Kvinner'] }, YEARS], [1, 2, 3, 4]);
    expect(await put(renamed, { table: id })).toMatchObject({
      outcome: 'published',
      labelsChanged: true,
      counts: { added: 0, changed: 0, withdrawn: 0, unchanged: 4 },
    });
    expect(await rows(`select distinct kjønn from mart.ssb_${id} order by 1`)).toEqual([
      { kjønn: 'Kvinner' },
      { kjønn: 'Menn' },
    ]);
    expect(
      await rows(`select h.label_no, h.v_from, h.v_to from star.dim_member_history h
        join star.dim_member m using (member_key) join star.dim_variable v using (variable_key)
        join star.dim_dataset d using (dataset_key) where d.table_id = '${id}' order by 1`),
    ).toEqual([
      { label_no: 'kjønn 1', v_from: 1, v_to: 2 },
      { label_no: 'kjønn 2', v_from: 1, v_to: 2 },
    ]);
  });

  it('gives a table with several measures a wide view', async () => {
    const id = nextTable();
    const measures = { ...CONTENTS, codes: ['Fodte', 'Dode'], labels: ['Fødte', 'Døde'] };
    await put(sketchCube([measures, YEARS], [10, 11, 5, [null, '..']]), { table: id });
    expect(
      await rows(`select år, fødte::int, døde::int from mart.ssb_${id}_wide order by år`),
    ).toEqual([
      { år: '2024', fødte: 10, døde: 5 },
      { år: '2025', fødte: 11, døde: null },
    ]);
  });

  it('describes the view and its columns for the tools that show comments', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 3, 4]), { table: id });
    const [comments] = await rows(`select obj_description('mart.ssb_${id}'::regclass) as view,
      col_description('mart.ssb_${id}'::regclass, 2) as code`);
    expect(comments).toEqual({
      view: `Folkemengde. Kilde: Statistisk sentralbyrå, tabell ${id}. CC BY 4.0`,
      code: 'Kode for kjønn (Kjonn)',
    });
  });

  it('leaves the earlier vintage untouched when a chunk does not fit', async () => {
    const id = nextTable();
    const cube = sketchCube([SEX, YEARS], [1, 2, 3, 4]);
    await put(cube, { table: id });
    const stranger = sketchCube([{ ...SEX, codes: ['1', '9'] }, YEARS], [1, 2, 3, 4]);
    await expect(put(cube, { table: id, chunks: [stranger] })).rejects.toMatchObject({
      code: 'SB_CUBE_INVALID',
    });
    expect(await rows(`select sum(verdi)::int as s from mart.ssb_${id}`)).toEqual([{ s: 10 }]);
  });

  it('lets two publishers of one table take turns and publishes once', async () => {
    const id = nextTable();
    const cube = sketchCube([SEX, YEARS], [1, 2, 3, 4]);
    await put(cube, { table: id });
    const revised = sketchCube([SEX, YEARS], [1, 2, 3, 5]);
    const results = await Promise.all([put(revised, { table: id }), put(revised, { table: id })]);
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['published', 'unchanged']);
    expect(
      await rows(`select max(vintage) as v from mart.vintages where view = 'ssb_${id}'`),
    ).toEqual([{ v: 2 }]);
  });

  it('stands or falls with what is written beside it', async () => {
    const id = nextTable();
    const failing = put(
      sketchCube([SEX, YEARS], [1, 2, 3, 4]),
      { table: id },
      {
        beforeCommit: async (session) => {
          await sql`select 1 / 0`.execute(session.db);
        },
      },
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(await rows(`select to_regclass('mart.ssb_${id}') as view`)).toEqual([{ view: null }]);
  });
});
