import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublicationResult } from '../../../src/load/publication.ts';
import { publish, type PublishOptions } from '../../../src/load/publish.ts';
import type { Connection } from '../../../src/postgres/connection.ts';
import type { Cube } from '../../../src/transform/cube.ts';
import { gatePolicy } from '../../../src/transform/gate.ts';
import { type PublicationSketch, sketchCube, sketchPublication } from '../../support/cubes.ts';
import { createTestDatabase, servers } from '../../support/database.ts';

const SEX = { code: 'Kjonn', label: 'kjønn', codes: ['1', '2'] } as const;
const YEARS = { code: 'Tid', label: 'år', role: 'time', codes: ['2024', '2025'] } as const;
const REGION = { code: 'Region', label: 'region', role: 'geo', codes: ['0', '0301'] } as const;

/** Holds whatever differs, so that a test decides by its cells what is held. */
const GATED = { gates: gatePolicy() };

describe.each(servers())('holding a publication on $name', (server) => {
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
    options: PublishOptions = GATED,
  ): Promise<PublicationResult> =>
    publish(db.pool, await sketchPublication(db, cube, sketch), options);
  const rows = async (query: string): Promise<readonly Record<string, unknown>[]> =>
    (await db.pool.query<Record<string, unknown>>(query)).rows;
  const facts = async (): Promise<unknown> =>
    rows(`select 'now', f.* from star.fact_observation f order by series_key, time_key`);
  const cells = async (view: string): Promise<unknown> =>
    rows(`select kjønn_kode, år, verdi::float8, symbol from ${view} order by 1, 2`);

  const withoutFirstYear = sketchCube(
    [SEX, { ...YEARS, codes: ['2025', '2026'] }],
    [20, 3, [null, ':'], 6],
  );

  it('leaves the standing vintage as it is and shows the held one in the preview', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    const before = [await facts(), await rows('select * from star.dim_member order by 1')];
    const result = await put(withoutFirstYear, { table: id });
    expect(result).toMatchObject({
      outcome: 'held',
      vintage: 1,
      counts: { added: 2, changed: 2, withdrawn: 2, unchanged: 0 },
      gates: [{ gate: 'period_removed', verdict: 'hold' }],
    });
    expect(await facts()).toEqual(before[0]);
    expect(await rows('select * from star.dim_member where not preview_only order by 1')).toEqual(
      before[1],
    );
    expect(await cells(`mart.ssb_${id}`)).toEqual([
      { kjønn_kode: '1', år: '2024', verdi: 1, symbol: '' },
      { kjønn_kode: '1', år: '2025', verdi: 2, symbol: '' },
      { kjønn_kode: '2', år: '2024', verdi: 4, symbol: '' },
      { kjønn_kode: '2', år: '2025', verdi: 5, symbol: '' },
    ]);
    expect(await cells(`mart_preview.ssb_${id}`)).toEqual([
      { kjønn_kode: '1', år: '2025', verdi: 20, symbol: '' },
      { kjønn_kode: '1', år: '2026', verdi: 3, symbol: '' },
      { kjønn_kode: '2', år: '2025', verdi: null, symbol: ':' },
      { kjønn_kode: '2', år: '2026', verdi: 6, symbol: '' },
    ]);
  });

  it('writes nothing when the held state comes again', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    await put(withoutFirstYear, { table: id });
    const held = await rows('select * from ops.held order by 1');
    expect(await put(withoutFirstYear, { table: id })).toMatchObject({
      outcome: 'held',
      counts: { added: 2, changed: 2, withdrawn: 2, unchanged: 0 },
      gates: [{ gate: 'period_removed' }],
    });
    expect(await rows('select * from ops.held order by 1')).toEqual(held);
  });

  it('judges a held state again when no gate that held it may hold any more', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    await put(withoutFirstYear, { table: id });
    const gates = gatePolicy({ period_removed: 'warn' });
    expect(await put(withoutFirstYear, { table: id }, { gates })).toMatchObject({
      outcome: 'published',
      vintage: 2,
      gates: [{ gate: 'period_removed', verdict: 'warn' }],
    });
    expect(
      await rows(`select decision from ops.held join star.dim_dataset using (dataset_key)
        where table_id = '${id}'`),
    ).toEqual([{ decision: 'superseded' }]);
  });

  it('keeps only the newest held state of a table', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    await put(withoutFirstYear, { table: id });
    const newer = sketchCube([SEX, { ...YEARS, codes: ['2025'] }], [7, 8]);
    expect(await put(newer, { table: id })).toMatchObject({ outcome: 'held' });
    expect(await cells(`mart_preview.ssb_${id}`)).toEqual([
      { kjønn_kode: '1', år: '2025', verdi: 7, symbol: '' },
      { kjønn_kode: '2', år: '2025', verdi: 8, symbol: '' },
    ]);
    expect(
      await rows(`select decision from ops.held join star.dim_dataset using (dataset_key)
        where table_id = '${id}' order by held_id`),
    ).toEqual([{ decision: 'superseded' }, { decision: null }]);
  });

  it('shows a new variable in the preview and not in the mart, until it is published', async () => {
    const id = nextTable();
    const wider = sketchCube([REGION, SEX, YEARS], [1, 2, 4, 5, 10, 20, 40, 50]);
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    expect(await put(wider, { table: id })).toMatchObject({
      outcome: 'held',
      gates: [{ gate: 'dimension_added' }],
    });
    const columns = `select column_name from information_schema.columns
      where column_name in ('region', 'region_kode') and table_name = 'ssb_${id}' and table_schema = `;
    expect(await rows(`${columns} 'mart'`)).toEqual([]);
    expect(
      await rows(
        `select region_kode, count(*)::int from mart_preview.ssb_${id} group by 1 order by 1`,
      ),
    ).toEqual([
      { region_kode: '0', count: 4 },
      { region_kode: '0301', count: 4 },
    ]);
    const narrow = sketchCube([SEX, YEARS], [1, 2, 4, 6]);
    expect(await put(narrow, { table: id })).toMatchObject({ outcome: 'published', vintage: 2 });
    expect(await rows(`${columns} 'mart'`)).toEqual([]);
    await put(wider, { table: id }, { gates: null });
    expect(await rows(`${columns} 'mart' order by 1`)).toHaveLength(2);
    expect(
      await rows(`select count(*)::int from mart.ssb_${id} where region_kode = '0301'`),
    ).toEqual([{ count: 4 }]);
  });

  it('keeps the labels that stand when the held state has others', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    const relabelled = sketchCube(
      [
        { ...SEX, labels: ['menn', 'kvinner'] },
        { ...YEARS, codes: ['2025'] },
      ],
      [2, 5],
    );
    expect(await put(relabelled, { table: id })).toMatchObject({ outcome: 'held' });
    expect(await rows(`select distinct kjønn from mart.ssb_${id} order by 1`)).toEqual([
      { kjønn: 'kjønn 1' },
      { kjønn: 'kjønn 2' },
    ]);
    expect(await rows('select * from star.dim_member_history')).toEqual([]);
  });

  it('only tells in a dry run that it would hold', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    const result = await put(withoutFirstYear, { table: id }, { ...GATED, dryRun: true });
    expect(result).toMatchObject({ outcome: 'held', vintage: 1 });
    expect(
      await rows(`select from ops.held join star.dim_dataset using (dataset_key)
        where table_id = '${id}'`),
    ).toEqual([]);
  });

  it('forgets what is held when another state is published', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    await put(withoutFirstYear, { table: id });
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 6]), { table: id });
    expect(
      await rows(`select from star.held_change join star.dim_dataset using (dataset_key)
        where table_id = '${id}'`),
    ).toEqual([]);
    expect(await cells(`mart_preview.ssb_${id}`)).toEqual(await cells(`mart.ssb_${id}`));
  });

  it('publishes a label change alone and warns', async () => {
    const id = nextTable();
    await put(sketchCube([SEX, YEARS], [1, 2, 4, 5]), { table: id });
    const relabelled = sketchCube([{ ...SEX, labels: ['menn', 'kvinner'] }, YEARS], [1, 2, 4, 5]);
    const result = await put(relabelled, { table: id });
    expect(result).toMatchObject({
      outcome: 'published',
      vintage: 2,
      gates: [{ gate: 'labels_only', verdict: 'warn' }],
    });
    expect(result.gates[0]?.message).toContain('Kjonn=1: kjønn 1 → menn');
  });
});
