import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Big } from 'big.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { afterThisFile } from '../../support/cleanup.ts';
import {
  type CsvwRead,
  type CsvwRow,
  type CsvwTable,
  type CsvwValue,
  danglingReferences,
  readCsvw,
} from '../../support/csvw-reader.ts';
import {
  openQuickstartMart,
  type QuickstartMart,
  type ViewColumns,
  viewsOf,
} from '../../support/quickstart-mart.ts';
import { runMain } from '../../support/run-main.ts';

let mart: QuickstartMart;
let views: ReadonlyMap<string, ViewColumns>;

beforeAll(async () => {
  mart = await openQuickstartMart();
  views = await viewsOf(mart);
  // The examples have no calendar, and so no instants.
  await mart.pool.query(`
    -- Dates as some servers write them: the files must not.
    do $$ begin execute format('alter database %I set datestyle to german', current_database()); end $$;
    update star.dim_dataset set next_update = '2027-01-05 08:00:00.000250+01' where dataset_key = 1;
    update star.dim_dataset set next_update = '2027-06-30 08:00:00+02' where dataset_key = 2`);
});

/** What Postgres has, in the words of CSVW, by Postgres' own types. */
const TRUTH: Readonly<Record<string, readonly [sql: string, tell: (text: string) => CsvwValue]>> =
  Object.freeze({
    text: ['$::text', (text) => `string ${text}`],
    smallint: ['$::text', (text) => `integer ${text}`],
    integer: ['$::text', (text) => `integer ${text}`],
    bigint: ['$::text', (text) => `integer ${text}`],
    numeric: ['$::text', (text) => `decimal ${new Big(text).toFixed()}`],
    boolean: [`case when $ then 'true' else 'false' end`, (text) => `boolean ${text}`],
    date: [`to_char($, 'YYYY-MM-DD')`, (text) => `date ${text}`],
    'timestamp with time zone': [
      `to_char($ at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
      (text) => `dateTime ${text}`,
    ],
  });

/** Rows of a view as its file should read. */
async function truthOf(view: string): Promise<readonly CsvwRow[]> {
  const columns = [...(views.get(view) ?? [])];
  const asked = columns.map(([name, type], at) => {
    const [sql = ''] = TRUTH[type] ?? [];
    const column = `"${name.replaceAll('"', '""')}"`;
    return `case when ${column} is not null then ${sql.replaceAll('$', column)} end as c${at}`;
  });
  const rows = await mart.ask(`select ${asked.join(', ')} from mart."${view}"`);
  return rows.map(
    (row) =>
      new Map(
        columns.map(([name, type], at) => {
          const text = row[`c${at}`];
          return [name, typeof text === 'string' ? (TRUTH[type]?.[1](text) ?? 'unknown') : 'null'];
        }),
      ),
  );
}

/** Rows in an order of their own, as text. */
const inOrder = (rows: readonly CsvwRow[]): readonly string[] =>
  rows.map((row) => JSON.stringify([...row])).toSorted();

describe.each(['no', 'en'] as const)(
  'exported CSV, read with its CSVW metadata (%s)',
  (language) => {
    let tables: readonly CsvwTable[];
    const texts = new Map<string, string>();
    const reads = new Map<string, CsvwRead>();
    const rowsOf = (url: string): readonly CsvwRow[] => reads.get(url)?.rows ?? [];

    beforeAll(async () => {
      const out = await mkdtemp(join(tmpdir(), 'statbank-csvw-'));
      afterThisFile(async () => rm(out, { recursive: true }));
      const { variables } = mart;
      const words = ['export', '--all', '--out', out, '--language', language];
      expect(await runMain(words, { variables })).toMatchObject({ exitCode: EXIT.ok });
      ({ tables } = JSON.parse(await readFile(join(out, 'csv-metadata.json'), 'utf8')));
      for (const table of tables) {
        const text = await readFile(join(out, table.url), 'utf8');
        texts.set(table.url, text);
        reads.set(table.url, readCsvw(table, text));
      }
    });

    it('gives every value, type and null of the database back, under keys that are unique', async () => {
      const published = await mart.ask('select from mart.freshness where vintage is not null');
      expect(tables.length).toBe(published.length + 9);
      for (const table of tables) {
        const { rows = [], faults } = reads.get(table.url) ?? {};
        expect([table.url, faults]).toEqual([table.url, []]);
        expect(table.tableSchema.primaryKey?.length).toBeGreaterThan(0);
        const truth = await truthOf(table.url.replace(/\.csv$/, ''));
        expect(truth.length).toBeGreaterThan(0);
        expect([table.url, inOrder(rows)]).toEqual([table.url, inOrder(truth)]);
      }
    });

    it('refers only to rows that are there', () => {
      const references = tables.flatMap(({ tableSchema }) => tableSchema.foreignKeys ?? []);
      expect(references.length).toBeGreaterThan(2 * 20);
      expect(danglingReferences(tables, rowsOf)).toEqual([]);
    });

    it('has every type of the database in it, empty texts among them', () => {
      const values = tables.flatMap(({ url }) => rowsOf(url).flatMap((row) => [...row.values()]));
      const kinds = new Set(values.map((value) => value.replace(/ .*$/s, '')));
      expect([...kinds].toSorted()).toEqual(
        ['boolean', 'date', 'dateTime', 'decimal', 'integer', 'null', 'string'].toSorted(),
      );
      expect(values).toContain('string ');
    });

    const BROKEN: readonly (readonly [
      what: string,
      view: string,
      edit: (table: CsvwTable, text: string) => readonly [CsvwTable, string],
    ])[] = [
      [
        'a value of another type',
        'ssb_05803',
        (table, text) => [table, changed(text, /\d{4}-/, 'x-')],
      ],
      ['a column that is not in the file', 'ssb_05803', (table, text) => [table, text.slice(1)]],
      [
        'a key that is there twice',
        'dim_table',
        (table, text) => [table, `${text}${text.trim().split('\n').at(-1)}\n`],
      ],
      [
        'truth values that are written otherwise',
        'dim_table',
        (table, text) => [withType(table, 'boolean', { base: 'boolean', format: 'ja|nei' }), text],
      ],
      [
        'instants that are written otherwise',
        'dim_table',
        (table, text) => [withType(table, 'dateTime', { base: 'dateTime' }), text],
      ],
      [
        'numbers that are said to be whole',
        'ssb_07221',
        (t, text) => [withType(t, 'decimal', 'integer'), text],
      ],
      [
        'a key of unknown columns',
        'dim_time',
        (table, text) => [
          { ...table, tableSchema: { ...table.tableSchema, primaryKey: ['nobody'] } },
          text,
        ],
      ],
    ];

    it.each(BROKEN)('%s is seen', (_what, view, edit) => {
      const url = `${view}${language === 'en' ? '_en' : ''}.csv`;
      const table = tables.find((each) => each.url === url);
      if (table === undefined) throw new Error(`${url} was not exported.`);
      expect(readCsvw(...edit(table, texts.get(url) ?? '')).faults).not.toEqual([]);
    });

    it('a value, a null and a reference that the database has not are seen', async () => {
      const view = `ssb_05803${language === 'en' ? '_en' : ''}`;
      const table = tables.find(({ url }) => url === `${view}.csv`);
      if (table === undefined) throw new Error(`${view} was not exported.`);
      const text = texts.get(table.url) ?? '';
      const truth = inOrder(await truthOf(view));
      const read = (of: CsvwTable, from: string) => inOrder(readCsvw(of, from).rows);
      expect(read(table, changed(text, /,(\d+),(\w+),"",/, ',1$1,$2,"",'))).not.toEqual(truth);
      expect(read(table, changed(text, /,(\d+),(\w+),"",/, ',,$2,"",'))).not.toEqual(truth);
      const columns = table.tableSchema.columns.map(({ null: _, ...column }) => column);
      const nullable = { ...table, tableSchema: { ...table.tableSchema, columns } };
      expect(read(nullable, text)).not.toEqual(truth);
      const lost = (url: string): readonly CsvwRow[] =>
        url.startsWith('dim_time') ? rowsOf(url).slice(1) : rowsOf(url);
      expect(danglingReferences(tables, lost)).not.toEqual([]);
    });
  },
);

/** The text with its first such part changed; a text without one would prove nothing. */
function changed(text: string, pattern: RegExp, by: string): string {
  const other = text.replace(pattern, by);
  if (other === text) throw new Error(`Nothing like ${String(pattern)} is in the file.`);
  return other;
}

/** The table with every column of one base said to be of another datatype. */
function withType(
  table: CsvwTable,
  base: string,
  datatype: CsvwTable['tableSchema']['columns'][number]['datatype'],
): CsvwTable {
  const columns = table.tableSchema.columns.map((column) => {
    const own = typeof column.datatype === 'string' ? column.datatype : column.datatype.base;
    return own === base ? { ...column, datatype } : column;
  });
  return { ...table, tableSchema: { ...table.tableSchema, columns } };
}
