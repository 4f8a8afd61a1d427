import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDocument } from '../../../src/pipeline/import.ts';
import type { TableReport } from '../../../src/pipeline/table-report.ts';
import { withRun } from '../../../src/pipeline/with-run.ts';
import { newestServer, servers } from '../../support/database.ts';
import { martCells, martColumns, viewOf } from '../../support/mart.ts';
import { type OracleCell, oracleTables } from '../../support/oracle.ts';
import { noneRecorded, readRecorded, recordedFiles } from '../../support/recorded.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';
import { REFUSED, REFUSED_ALIKE } from '../../unit/transform/jsonstat/refused.ts';

const READABLE = recordedFiles.filter((file) => !(file in REFUSED));

// One of each kind: two languages, sparse values, 1.x, bundles, several geo
// dimensions, former status, symbols, no metric dimension, long labels, every odd period.
const ODD = [
  'ssb/v2_03024_data_no.json',
  'ssb/v2_05803_data_no.json',
  'ssb/v2_13760_data_no.json',
  'ssb/v0dataset_1120.json',
  'ssb/v0dataset_deaths-age.json',
  'ssb/v0dataset_population-by-gender-age-timeline.json',
  'ssb/v1_07221_data.json',
  'scb/v2_TAB6471_data.json',
  'statfin/v1_crime.json',
  'statfin/v1_population_sv.json',
  'json-stat.org/galicia.json',
  'json-stat.org/oecd-canada-col.json',
  'json-stat.org/oecd-canada.json',
  'json-stat.org/us-unr.json',
  'ons/ons.json',
];

// The largest has 170,000 cells, which a busy machine reads, loads and sorts in half a minute.
const TIMEOUT = 180_000;

const totals = { tables: 0, cells: 0, links: 0, refused: 0 };

const nameOf = (file: string): string => file.replace(/\.\w+$/, '');

async function importFile(workshop: TestWorkshop, file: string): Promise<readonly TableReport[]> {
  const moment = new Date().toISOString();
  const document = {
    name: nameOf(file),
    url: `file:${encodeURIComponent(file)}`,
    status: 200,
    headers: {},
    requestedAt: moment,
    respondedAt: moment,
    bytes: readRecorded(file),
  };
  const mode = { dryRun: false, changes: 0 };
  return withRun(workshop, 'import', async (runId) =>
    importDocument(workshop, runId, document, mode),
  );
}

async function expectEqual(workshop: TestWorkshop, file: string): Promise<number> {
  const tables = oracleTables(file);
  const reports = await importFile(workshop, file);
  expect(reports).toHaveLength(tables.length);
  let count = 0;
  for (const [position, { name, dimensions, cells, symbolsKnown }] of tables.entries()) {
    const id = name === '' ? nameOf(file) : `${nameOf(file)}.${name}`;
    expect(reports[position]).toMatchObject({ table: `file:${id}`, outcome: 'published' });
    const view = await viewOf(workshop, 'file', id);
    const loaded = await martCells(workshop, view, dimensions);
    expect(reports[position]?.added).toBe(loaded.length);
    const compared = (all: readonly OracleCell[]) =>
      symbolsKnown
        ? asLines(all)
        : asLines(
            all.filter(({ value }) => value !== null).map((cell) => ({ ...cell, symbol: '' })),
          );
    expect(firstDifference(compared(loaded), compared(cells))).toBeNull();
    await expectViews(workshop, view, loaded.length);
    count += loaded.length;
  }
  return count;
}

function asLines(cells: readonly OracleCell[]): readonly string[] {
  return cells.map((cell) => JSON.stringify([cell.codes, cell.value, cell.symbol])).toSorted();
}

/** Two lists of 170,000 lines that differ would take minutes to print. */
function firstDifference(actual: readonly string[], expected: readonly string[]): unknown {
  const length = Math.max(actual.length, expected.length);
  for (let at = 0; at < length; at += 1) {
    if (actual[at] !== expected[at]) return { actual: actual[at], expected: expected[at] };
  }
  return null;
}

async function expectViews(workshop: TestWorkshop, view: string, cells: number): Promise<void> {
  const columns = await martColumns(workshop, view);
  const views = [view, `${view}_en`, `${view}_history`, `${view}_en_history`];
  expect([...new Set(columns.map((column) => column.view))].toSorted()).toEqual(views.toSorted());
  expect(columns.filter(({ bytes }) => bytes > 63)).toEqual([]);
  expect(columns.filter(({ comment }) => comment === null || comment.trim() === '')).toEqual([]);
  for (const name of views) {
    const own = columns.filter((column) => column.view === name).map(({ column }) => column);
    expect(new Set(own).size).toBe(own.length);
    const [answer] = await workshop.rows(
      `select count(*)::int as cells, obj_description('mart.${name}'::regclass) as comment
       from mart.${name}`,
    );
    expect(answer?.['cells']).toBe(cells);
    expect(String(answer?.['comment']).trim()).not.toBe('');
  }
}

describe.skipIf(noneRecorded)(
  `${recordedFiles.length} recorded responses on ${newestServer().name}`,
  () => {
    let workshop: TestWorkshop;

    beforeAll(async () => {
      workshop = await openTestWorkshop();
    });
    afterAll(() => {
      const { tables, cells, links, refused } = totals;
      process.stderr.write(
        `${recordedFiles.length} recorded responses: ${tables} tables with ${cells} cells loaded and read back, ` +
          `${links} collections of links and ${refused} others refused\n`,
      );
    });

    it.each(READABLE)(
      '%s is read back through the mart cell by cell',
      { timeout: TIMEOUT },
      async (file) => {
        const tables = oracleTables(file);
        if (tables.length === 0) {
          const [report] = await importFile(workshop, file);
          expect(report).toMatchObject({
            outcome: 'quarantined',
            error: { code: 'SB_CUBE_INVALID', message: expect.stringContaining('links to') },
          });
          totals.links += 1;
          return;
        }
        totals.cells += await expectEqual(workshop, file);
        totals.tables += tables.length;
      },
    );

    describe.each(REFUSED_ALIKE)('$reason', ({ code, files }) => {
      it.each(files)(`%s is refused with ${code} and kept`, async (file) => {
        const [report, ...others] = await importFile(workshop, file);
        expect(others).toEqual([]);
        expect(report).toMatchObject({ outcome: 'quarantined' });
        expect(report?.findings[0]?.code).toBe(code);
        const kept = await workshop.rows(
          `select encode(f.sha256, 'hex') as sha256
           from ops.finding f join ops.task t using (task_id) where t.table_id = $1`,
          [nameOf(file)],
        );
        expect(kept.length).toBeGreaterThan(0);
        for (const { sha256 } of kept) {
          const bytes = await workshop.archive.get(String(sha256));
          expect(Buffer.compare(bytes, readRecorded(file))).toBe(0);
        }
        totals.refused += 1;
      });
    });
  },
);

describe.skipIf(noneRecorded)('recorded tables of different statistics', () => {
  it('join on places and periods without a mapping, KOSTRA’s municipalities with those of households', async () => {
    const workshop = await openTestWorkshop();
    const files = ['ssb/v2_12134_data_no.json', 'ssb/v0dataset_cohabiting-arrangements.json'];
    const [kostra, households] = await Promise.all(
      files.map(async (file) => {
        await importFile(workshop, file);
        return viewOf(workshop, 'file', nameOf(file));
      }),
    );
    const joined = await workshop.rows(
      `select distinct r.regionkode, a.region as kostra, b.region as households, a.periode_start = b.periode_start as same_year
       from mart.${kostra} as a
       join mart.${households} as b using (region_key, time_key)
       join mart.dim_region as r using (region_key)
       order by 1`,
    );
    const [oslo, bergen, trondheim] = ['Oslo - Oslove', 'Bergen', 'Trondheim - Tråante'];
    expect(joined).toEqual([
      { regionkode: '0301', kostra: oslo, households: 'Oslo municipality', same_year: true },
      { regionkode: '4601', kostra: bergen, households: bergen, same_year: true },
      { regionkode: '5001', kostra: trondheim, households: trondheim, same_year: true },
    ]);
  });
});

describe.skipIf(noneRecorded).each(servers().filter(({ major }) => major !== newestServer().major))(
  'recorded responses of every kind on $name',
  (server) => {
    let workshop: TestWorkshop;

    beforeAll(async () => {
      workshop = await openTestWorkshop({ server });
    });

    it.each(ODD)('%s is read back through the mart cell by cell', async (file) => {
      expect(await expectEqual(workshop, file)).toBeGreaterThan(0);
    });
  },
);
