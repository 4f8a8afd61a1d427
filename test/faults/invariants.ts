import { expect } from 'vitest';
import { usedResponses } from '../../src/extract/archive/replay.ts';
import type { Provider } from '../../src/extract/provider.ts';
import { replayTable } from '../../src/pipeline/replay.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import { busiestWindow } from '../../src/simulator/request-log.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { oracleCells } from '../support/oracle.ts';

/** What is asked whether it bore a fault. */
export interface Site {
  readonly workshop: Workshop;
  readonly provider: Provider;
  readonly simulator: Pick<Simulator, 'requests'>;
  /** The one table whose cells are looked at; all by default. */
  readonly only?: string;
}

/** Calls that the source of most tests allows in a window; see `UNPACED` in fault-site.ts. */
const ALLOWED = { calls: 60_000, windowSeconds: 60 };

/** All that must hold at any moment, whatever happened before. */
export async function expectInvariants(site: Site, allowed = ALLOWED): Promise<void> {
  await expectOneVintage(site);
  await expectProvenance(site);
  await expectIntervals(site);
  expectWithinBudget(site, allowed);
}

/** All that must hold once a later run has ended; it replays every table. */
export async function expectRecovered(site: Site, allowed = ALLOWED): Promise<void> {
  await expectInvariants(site, allowed);
  await expectReplayWritesNothing(site);
  await expectRunsEnded(site);
}

async function rows(site: Site, query: string, parameters: readonly unknown[] = []) {
  const found = await site.workshop.pool.query<Record<string, any>>(query, [...parameters]);
  return found.rows;
}

interface StandingTable {
  readonly dataset_key: number;
  readonly table_id: string;
  readonly view_name: string;
  readonly vintage: number;
  readonly fetch_task_id: string;
}

/** Every table with its newest vintage and the task whose responses it was made from. */
async function standingTables(site: Site): Promise<readonly StandingTable[]> {
  return (await rows(
    site,
    `select distinct on (d.dataset_key) d.dataset_key, d.table_id, d.view_name, v.vintage,
       coalesce(t.fetched_by, t.task_id) as fetch_task_id
     from star.dim_dataset d
     join star.dim_vintage v using (dataset_key)
     join ops.task t using (task_id)
     where $1::text is null or d.table_id = $1
     order by d.dataset_key, v.vintage desc`,
    [site.only ?? null],
  )) as unknown as readonly StandingTable[];
}

/** The cells of a fetch as another reader of JSON-stat sees them, as sorted lines. */
async function archivedCells(
  { workshop }: Pick<Site, 'workshop'>,
  taskId: string,
): Promise<readonly string[]> {
  const fetch = await workshop.journal.readFetch(taskId);
  expect(fetch.complete).toBe(true);
  const lines: string[] = [];
  for (const { purpose, sha256 } of usedResponses(fetch)) {
    if (purpose !== 'data') continue;
    const { dimensions, cells } = oracleCells(await workshop.archive.get(sha256));
    for (const { codes, value, symbol } of cells) {
      lines.push(
        cellLine(
          codes.map((code, at) => [dimensions[at] ?? '', code]),
          value,
          symbol,
        ),
      );
    }
  }
  return lines.toSorted();
}

function cellLine(
  codes: readonly (readonly [string, string])[],
  value: number | null,
  symbol: string,
): string {
  const place = codes.toSorted(([a], [b]) => (a < b ? -1 : 1)).map((pair) => pair.join('='));
  return `${place.join(' ')} ${value ?? 'null'} ${symbol}`;
}

/**
 * (1) Every view in mart answers with exactly the cells of its table's newest vintage, and
 * nothing of a vintage that was not committed.
 */
async function expectOneVintage(site: Site): Promise<void> {
  for (const table of await standingTables(site)) {
    const expected = await archivedCells(site, table.fetch_task_id);
    const stored = await rows(
      site,
      `select star.codes_of(f.series_key, f.time_key) as codes, f.value::float8 as value, s.symbol
       from star.fact_observation f join star.dim_status s using (status_key)
       where f.dataset_key = $1`,
      [table.dataset_key],
    );
    const lines = stored.map(({ codes, value, symbol }) =>
      cellLine(Object.entries(codes as Record<string, string>), value, symbol),
    );
    expect(lines.toSorted()).toEqual(expected);
    const views = await rows(
      site,
      `select relname as view from pg_class
       where relnamespace = 'mart'::regnamespace and relname in ($1::text, $1 || '_en')`,
      [table.view_name],
    );
    expect(views).toHaveLength(2);
    const sums = 'count(*)::int as cells, sum(value) as total, count(value)::int as numbers';
    const [facts] = await rows(
      site,
      `select ${sums} from star.fact_observation where dataset_key = $1`,
      [table.dataset_key],
    );
    for (const { view } of views) {
      const column = String(view).endsWith('_en') ? 'value' : 'verdi';
      const [shown] = await rows(
        site,
        `select ${sums.replaceAll('value', column)} from mart."${view}"`,
      );
      expect(shown).toEqual(facts);
    }
    const [history] = await rows(
      site,
      `select (select count(*) from mart."${table.view_name}_history")::int as shown,
         (select count(*) from star.fact_observation where dataset_key = $1)::int
         + (select count(*) from star.fact_revision where dataset_key = $1)::int as kept`,
      [table.dataset_key],
    );
    expect(history?.['shown']).toBe(history?.['kept']);
  }
}

/** (2) No fact without a committed vintage, and no vintage without its whole fetch in the archive. */
async function expectProvenance(site: Site): Promise<void> {
  const strays = await rows(
    site,
    `with states as (
       select dataset_key, v_from as vintage from star.fact_observation
       union select dataset_key, v_from from star.fact_revision
       union select dataset_key, v_to from star.fact_revision
     )
     select s.* from states s
     where not exists (
       select from star.dim_vintage v where v.dataset_key = s.dataset_key and v.vintage = s.vintage)`,
  );
  expect(strays).toEqual([]);
  const vintages = await rows(
    site,
    `select v.vintage, coalesce(t.fetched_by, t.task_id) as fetch_task_id, t.outcome,
       array(select encode(q.sha256, 'hex') from raw.request q
         where q.task_id = coalesce(t.fetched_by, t.task_id)) as hashes
     from star.dim_vintage v join ops.task t using (task_id)`,
  );
  for (const { fetch_task_id: taskId, hashes, outcome } of vintages) {
    expect(outcome).toBe('published');
    const fetch = await site.workshop.journal.readFetch(taskId);
    expect(fetch.complete).toBe(true);
    expect(hashes).toEqual(
      expect.arrayContaining(usedResponses(fetch).map(({ sha256 }) => sha256)),
    );
    for (const sha256 of hashes as readonly string[]) {
      expect(await site.workshop.archive.has(sha256)).toBe(true);
    }
  }
}

/**
 * (4) The states of a cell follow one another, and at every vintage there are as many cells
 * as it says that it has: an interval that ends too early or begins too late would be missing.
 */
async function expectIntervals(site: Site): Promise<void> {
  const states = `
    with states as (
      select dataset_key, series_key, time_key, v_from, null::int as v_to from star.fact_observation
      union all
      select dataset_key, series_key, time_key, v_from, v_to from star.fact_revision
    )`;
  const overlaps = await rows(
    site,
    `${states}, neighbours as (
       select *, lead(v_from) over (partition by series_key, time_key order by v_from) as next
       from states
     )
     select * from neighbours where next is not null and (v_to is null or v_to > next)`,
  );
  expect(overlaps).toEqual([]);
  const counted = await rows(
    site,
    `${states}
     select v.dataset_key, v.vintage, v.cells::int as stated, count(s.series_key)::int as found
     from star.dim_vintage v
     left join states s on s.dataset_key = v.dataset_key and s.v_from <= v.vintage
       and (s.v_to is null or v.vintage < s.v_to)
     group by v.dataset_key, v.vintage, v.cells
     having v.cells <> count(s.series_key)`,
  );
  expect(counted).toEqual([]);
  const numbering = await rows(
    site,
    `select dataset_key, max(vintage)::int as newest, count(*)::int as vintages
     from star.dim_vintage group by dataset_key having max(vintage) <> count(*)`,
  );
  expect(numbering).toEqual([]);
}

/** (5) The source never sees more calls in a window than it allows. */
function expectWithinBudget(
  { simulator }: Pick<Site, 'simulator'>,
  { calls, windowSeconds }: { readonly calls: number; readonly windowSeconds: number },
): void {
  expect(busiestWindow(simulator.requests, windowSeconds)).toBeLessThanOrEqual(calls);
}

/** (3) Reading a vintage's responses again writes not one row of the star. */
async function expectReplayWritesNothing(site: Site): Promise<void> {
  const before = await starDigest(site);
  const { workshop, provider } = site;
  for (const { table_id: table } of await standingTables(site)) {
    const [report] = await withRun(workshop, 'replay', async (runId) => [
      await replayTable(
        workshop,
        provider,
        runId,
        { provider: 'ssb', table },
        { kind: 'latest' },
        { dryRun: false, changes: 0 },
      ),
    ]);
    expect(report).toMatchObject({ outcome: 'unchanged', error: null });
  }
  expect(await starDigest(site)).toEqual(before);
}

/** Number and sum of hashes of the rows of every table of the star. */
export async function starDigest(
  site: Pick<Site, 'workshop'>,
): Promise<readonly Record<string, any>[]> {
  const whole = site as Site;
  const tables = await rows(
    whole,
    `select relname as name from pg_class
     where relnamespace = 'star'::regnamespace and relkind in ('r', 'p') and not relispartition
     order by 1`,
  );
  const one = ({ name }: Record<string, any>) =>
    `select '${name}' as name, count(*)::int as rows,
       coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as hash
     from star."${name}" t`;
  return rows(whole, `${tables.map(one).join(' union all ')} order by name`);
}

/** (6) Every run that began has exactly one end, its tasks too, and no lease is left. */
export async function expectRunsEnded(site: Site): Promise<void> {
  expect(await rows(site, 'select run_id, command from ops.run where outcome is null')).toEqual([]);
  expect(await rows(site, 'select task_id, kind from ops.task where outcome is null')).toEqual([]);
  expect(await rows(site, `select name from ops.lease where name like 'run:%'`)).toEqual([]);
}
