import { beforeAll, expect, test } from 'vitest';
import { syntheticTable } from '../../../src/simulator/table/synthetic.ts';
import type { Revision } from '../../../src/simulator/table/revision.ts';
import { type Night, startNight } from '../../support/night.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

let workshop: TestWorkshop;
let tables = 0;

beforeAll(async () => {
  workshop = await openTestWorkshop();
});

/** A table of its own for every test: 12 regions, 2 sexes, 5 ages, 4 years, fetched in 4 parts. */
async function chunkedNight(): Promise<Night & { readonly table: string }> {
  tables += 1;
  const table = `9000${tables}`;
  const night = await startNight(workshop, {
    tables: [syntheticTable({ id: table, regions: 12, ages: 5, periods: 4 })],
  });
  const limits = { ...night.source.limits, maxCells: 120 };
  return { ...night, table, source: { ...night.source, limits } };
}

const OLDER_STAMP = '2026-01-15T07:00:00Z';

const cell = (value: number, updated?: string | null): Revision => ({
  ...(updated === undefined ? {} : { updated }),
  changes: [
    {
      change: 'cell',
      at: { Region: '0012', Kjonn: '2', Alder: '004', ContentsCode: 'Antall1', Tid: '2025' },
      value,
    },
  ],
});

const kindsOf = ({ simulator }: Night): readonly string[] =>
  simulator.requests.map(({ kind }) => kind);

async function cellsOf(table: string): Promise<readonly unknown[]> {
  const rows = await workshop.rows(
    `select f.value::float8 as value
     from star.fact_observation f join star.dim_dataset d using (bucket, dataset_key)
     where d.table_id = $1 and star.codes_of(f.series_key, f.time_key)::jsonb
       @> '{"Region": "0012", "Kjonn": "2", "Alder": "004", "Tid": "2025"}'`,
    [table],
  );
  return rows.map(({ value }) => value);
}

test('a table in several parts costs a look and a witness more than its parts', async () => {
  const night = await chunkedNight();
  const report = await night.sync(night.table, night.source);
  expect(report).toMatchObject({ outcome: 'published', vintage: 1, added: 480 });
  expect(kindsOf(night)).toEqual([
    'entry',
    'metadata',
    'metadata',
    'data',
    'data',
    'data',
    'data',
    'entry',
    'metadata',
    'data',
  ]);
  expect(night.waits).toEqual([]);
});

test('a table in one part costs nothing more than before', async () => {
  const night = await startNight(workshop);
  await night.sync('05803');
  expect(kindsOf(night)).toEqual(['entry', 'metadata', 'metadata', 'data']);
});

test('a table in one part without a stamp is looked at once more', async () => {
  const night = await startNight(workshop);
  night.simulator.publish('05803', {
    updated: null,
    changes: [{ change: 'title', title: { no: 'Uten dato', en: 'Without a date' } }],
  });
  await night.sync('05803');
  expect(kindsOf(night)).toEqual(['entry', 'metadata', 'metadata', 'data', 'metadata']);
});

test('a publication between two parts discards them all, and the new one is fetched after the cache', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'data', after: 2 },
    { kind: 'publish', table: night.table, revision: cell(424_242) },
  );
  const report = await night.sync(night.table, night.source);
  expect(report).toMatchObject({ outcome: 'published', vintage: 1, added: 480 });
  expect(night.waits).toEqual([300]);
  expect(await cellsOf(night.table)).toEqual([424_242]);
  const attempts = await workshop.rows(
    `select r.attempt, count(*)::int as calls from raw.request r join ops.task t using (task_id)
     where t.table_id = $1 group by 1 order by 1`,
    [night.table],
  );
  expect(attempts).toEqual([
    { attempt: 1, calls: 6 },
    { attempt: 2, calls: 10 },
  ]);
});

test('the wait is as long as the source is said to keep its answers', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'data', after: 1 },
    { kind: 'publish', table: night.table, revision: cell(1) },
  );
  await night.sync(night.table, { ...night.source, cacheSeconds: 45 });
  expect(night.waits).toEqual([45]);
});

test('a correction under the old stamp is found by the witness', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'data', after: 4 },
    { kind: 'publish', table: night.table, revision: cell(313_131, OLDER_STAMP) },
  );
  await night.sync(night.table, night.source);
  expect(night.waits).toEqual([300]);
  expect(await cellsOf(night.table)).toEqual([313_131]);
});

test('new texts under the old stamp are found by the look at the end', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'data', after: 3 },
    {
      kind: 'publish',
      table: night.table,
      revision: {
        updated: OLDER_STAMP,
        changes: [
          { change: 'label', variable: 'Region', code: '0001', label: { no: 'Ny', en: 'New' } },
        ],
      },
    },
  );
  expect(await night.sync(night.table, night.source)).toMatchObject({ outcome: 'published' });
  expect(night.waits).toEqual([300]);
  const labels = await workshop.rows(
    `select distinct region from mart.ssb_${night.table} where region_kode = '0001'`,
  );
  expect(labels).toEqual([{ region: 'Ny' }]);
});

test('a value that goes between metadata and data is a torn read, not a bad answer', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'data' },
    {
      kind: 'publish',
      table: night.table,
      revision: {
        changes: [{ change: 'remove-values', variable: 'Region', codes: ['0003'] }],
      },
    },
  );
  const report = await night.sync(night.table, night.source);
  expect(report).toMatchObject({ outcome: 'published', added: 440, findings: [] });
  expect(night.waits).toEqual([300]);
});

test('metadata of two publications in two languages are a torn read', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'metadata', after: 1 },
    {
      kind: 'publish',
      table: night.table,
      revision: { changes: [{ change: 'add-value', variable: 'Tid', code: '2026' }] },
    },
  );
  const report = await night.sync(night.table, night.source);
  expect(report).toMatchObject({ outcome: 'published', added: 600 });
  expect(night.waits).toEqual([300]);
});

test('an answer that is really wrong stays wrong, after one look', async () => {
  const night = await chunkedNight();
  night.simulator.faults.always(
    { kind: 'data' },
    { kind: 'body', replace: (body) => body.replaceAll('"0001"', '"0009"') },
  );
  const report = await night.sync(night.table, night.source);
  expect(report.error?.code).not.toBe('SB_TORN_READ');
  expect(report.outcome).toBe('quarantined');
  expect(night.waits).toEqual([]);
});

test('a publication in every attempt ends the fetch, and the earlier vintage stays', async () => {
  const night = await chunkedNight();
  await night.sync(night.table, night.source);
  const before = await cellsOf(night.table);
  for (const attempt of [0, 1, 2]) {
    night.simulator.faults.next(
      { kind: 'data', after: 1 + attempt * 2 },
      { kind: 'publish', table: night.table, revision: cell(attempt) },
    );
  }
  const report = await night.sync(night.table, night.source);
  expect(report.outcome).toBe('failed');
  expect(report.error?.code).toBe('SB_TORN_READ');
  expect(night.waits).toEqual([300, 300]);
  expect(await cellsOf(night.table)).toEqual(before);
});

test('a fetch that was torn is replayed from its last attempt alone', async () => {
  const night = await chunkedNight();
  night.simulator.faults.next(
    { kind: 'data', after: 2 },
    { kind: 'publish', table: night.table, revision: cell(77) },
  );
  await night.sync(night.table, night.source);
  const again = await night.sync(night.table, night.source);
  expect(again).toMatchObject({ outcome: 'unchanged', vintage: 1, unchanged: 480 });
});
