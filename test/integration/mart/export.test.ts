import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { Package } from 'datapackage';
import { readParquet } from 'parquet-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { exportParquet } from '../../../src/mart/export/parquet.ts';
import { withMart } from '../../../src/mart/with-mart.ts';
import { type AnalystMart, MART_TABLES, openAnalystMart } from '../../support/analysts.ts';
import { newestServer } from '../../support/database.ts';
import { runMain } from '../../support/run-main.ts';

describe('exporting tables', () => {
  let mart: AnalystMart;
  let folder: string;

  const run = async (...words: readonly string[]) =>
    runMain(['export', ...words, '--json'], {
      variables: { DATABASE_URL: mart.url, STATBANK_HOME: '/nonexistent' },
    });

  /** Read by Apache's own implementation in Rust, which shares no code with the writer. */
  const readBack = async (file: string) => {
    const table = readParquet(new Uint8Array(await readFile(file)));
    return tableFromIPC(table.intoIPCStream());
  };

  beforeAll(async () => {
    mart = await openAnalystMart(newestServer());
    folder = await mkdtemp(join(tmpdir(), 'statbank-export-'));
  });

  afterAll(async () => rm(folder, { recursive: true }));

  it('writes the whole mart as CSV that its own data package validates, cell by cell', async () => {
    const out = join(folder, 'all');
    expect(await run('--all', '--out', out)).toMatchObject({ exitCode: EXIT.ok });
    const descriptor = JSON.parse(await readFile(join(out, 'datapackage.json'), 'utf8'));
    const found = await Package.load(descriptor, { basePath: out });
    expect(found.errors).toEqual([]);
    expect(found.valid).toBe(true);
    expect(found.resources.length).toBe(MART_TABLES.length + 9);
    for (const table of MART_TABLES) {
      const resource = found.resources.find(({ name }) => name === `ssb_${table}`);
      const rows = (await resource?.read({ keyed: true, relations: table === '05803' })) ?? [];
      const [truth] = await mart.ask(
        `select count(*)::int as rows, count(verdi)::int as numbers, sum(verdi)::float8 as sum from mart.ssb_${table}`,
      );
      const values = rows.map((row) => row.verdi).filter((value) => value !== null);
      expect({
        rows: rows.length,
        numbers: values.length,
        sum: values.reduce((sum, value) => sum + Number(value), 0),
      }).toEqual({ ...truth, sum: expect.closeTo(Number(truth?.['sum']), 4) });
    }
  });

  it('describes every CSV file and column for CSVW as it is', async () => {
    const out = join(folder, 'all');
    const metadata = JSON.parse(await readFile(join(out, 'csv-metadata.json'), 'utf8'));
    const files = (await readdir(out)).filter((name) => name.endsWith('.csv'));
    expect(metadata.tables.map(({ url }: any) => url).toSorted()).toEqual(files.toSorted());
    for (const { url, tableSchema } of metadata.tables) {
      const [header = ''] = (await readFile(join(out, url), 'utf8')).split('\n', 1);
      expect(tableSchema.columns.map(({ titles }: any) => titles.nb).join(',')).toBe(header);
      const names: string[] = tableSchema.columns.map(({ name }: any) => name);
      expect(names.filter((name) => !/^(?:[A-Za-z0-9_]|%[0-9A-F]{2})+$/.test(name))).toEqual([]);
      const keys = [
        tableSchema.primaryKey,
        tableSchema.foreignKeys?.map((k: any) => k.columnReference),
      ];
      expect(keys.flat(2).filter((key) => key !== undefined && !names.includes(key))).toEqual([]);
    }
  });

  it('writes the same bytes for the same vintage', async () => {
    const hash = async (out: string, name: string) => {
      const { exitCode } = await run('07459', '--out', out, '--format', name.split('.')[1] ?? '');
      expect(exitCode).toBe(EXIT.ok);
      return createHash('sha256')
        .update(await readFile(join(out, name)))
        .digest('hex');
    };
    for (const name of ['ssb_07459.csv', 'ssb_07459.parquet']) {
      expect(await hash(join(folder, 'one'), name)).toBe(await hash(join(folder, 'two'), name));
    }
  });

  it('writes Parquet that another implementation reads, with names, types, nulls and meanings', async () => {
    const out = join(folder, 'parquet');
    await run('07459', '05803', '--out', out, '--format', 'parquet', '--language', 'en');
    const table = await readBack(join(out, 'ssb_07459_en.parquet'));
    const truth = await mart.ask(
      `select value::float8 as value, period_start::text as period_start, sex_code, region_key
       from mart.ssb_07459_en order by series_key, time_key`,
    );
    const day = (value: unknown) => new Date(Number(value)).toISOString().slice(0, 10);
    const read = table.toArray().map((row: any) => ({
      value: row.value,
      period_start: day(row.period_start),
      sex_code: row.sex_code,
      region_key: Number(row.region_key),
    }));
    expect(read).toEqual(truth);
    const { metadata } = table.schema;
    expect(metadata.get('statbank.attribution')).toContain('CC BY 4.0');
    expect(JSON.parse(metadata.get('statbank.columns') ?? '{}').value).toContain('number');
    const nulls = await readBack(join(out, 'ssb_05803_en.parquet'));
    const [missing] = await mart.ask(
      'select count(*)::int as all, count(region_key)::int as places from mart.ssb_05803_en',
    );
    expect(nulls.numRows).toBe(missing?.['all']);
    expect(nulls.getChild('region_key')?.nullCount).toBe(
      nulls.numRows - Number(missing?.['places']),
    );
  });

  it('writes a large view in several row groups', async () => {
    const rows = 120_001;
    await mart.workshop.pool.query(
      `create view mart.large as select n as number, n::text as words, (n % 7 = 0) as seventh,
         to_timestamp(n) as moment from generate_series(1, ${rows}) as n`,
    );
    const column = (name: string, type: 'integer' | 'text' | 'boolean' | 'instant') => ({
      name,
      type,
      description: '',
    });
    const view = {
      name: 'large',
      description: '',
      key: ['number'],
      references: [],
      columns: [
        column('number', 'integer'),
        column('words', 'text'),
        column('seventh', 'boolean'),
        column('moment', 'instant'),
      ],
    };
    const file = join(folder, 'large.parquet');
    const written = await withMart(mart.workshop.pool, async (client) => {
      await client.query(`set local timezone = 'UTC'`);
      return exportParquet(client, view, file, {});
    });
    expect(written).toBe(rows);
    const table = await readBack(file);
    expect(table.numRows).toBe(rows);
    const last: any = table.get(rows - 1);
    expect([last.number, last.words, last.seventh]).toEqual([
      BigInt(rows),
      String(rows),
      rows % 7 === 0,
    ]);
    expect(Number(last.moment)).toBe(rows * 1000);
  });

  it('refuses a table that is not here, and a call that names none', async () => {
    const unknown = await run('99999', '--out', join(folder, 'none'));
    expect(unknown.exitCode).toBe(EXIT.usage);
    expect(unknown.stderr).toContain('ssb:99999');
    expect((await run('--out', folder)).exitCode).toBe(EXIT.usage);
    expect((await run('07459', '--all', '--out', folder)).exitCode).toBe(EXIT.usage);
  });
});
