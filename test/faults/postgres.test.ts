import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { replayTable } from '../../src/pipeline/replay.ts';
import type { Step } from '../../src/pipeline/steps.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import { type FaultSite, openFaultSite, TABLE } from '../support/fault-site.ts';
import { startProxy } from '../support/tcp-proxy.ts';
import { expectInvariants, expectRecovered } from './invariants.ts';
import { newestVintage, nextPublication } from './scenarios.ts';

let site: FaultSite;

beforeAll(async () => {
  site = await openFaultSite();
  expect(await site.sync()).toMatchObject({ outcome: 'published' });
});

beforeEach(() => {
  site.simulator.publish(TABLE, nextPublication(site));
});

/** Does something at a step, once. */
function at(on: Workshop, step: Step, work: () => Promise<void>): Workshop {
  let done = false;
  return {
    ...on,
    step: async (reached) => {
      if (done || reached !== step) return;
      done = true;
      await work();
    },
  };
}

/** A sync that ends in whatever way; what was thrown counts as an end. */
async function endOf(sync: Promise<{ readonly error: unknown }>): Promise<unknown> {
  return sync.then(
    ({ error }) => error,
    (thrown: unknown) => thrown,
  );
}

async function expectNextNight(before: number): Promise<void> {
  await nightPasses();
  await expectInvariants(site);
  expect(await newestVintage(site, TABLE)).toBe(before);
  expect(await site.sync()).toMatchObject({ outcome: 'published', error: null });
  await expectRecovered(site);
}

/** Leases of this process run out, as it lives on where another one would have ended. */
async function nightPasses(): Promise<void> {
  await administrate('update ops.lease set expires_at = clock_timestamp()');
}

async function administrate(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: site.database.url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

describe('a connection that is cut', () => {
  test.each([1, 200, 1_000, 4_000])('%i bytes into the facts', async (bytes) => {
    const before = await newestVintage(site, TABLE);
    const proxy = await startProxy(site.database.url);
    const on = await site.openWorkshop(proxy.url);
    const cutting = at(on, 'before-facts', async () => proxy.cutAfter(bytes));
    expect(await endOf(site.sync(TABLE, { on: cutting }))).not.toBeNull();
    await proxy.close();
    await expectNextNight(before);
  });

  test.each(['before-commit', 'before-views', 'before-vintage', 'before-record-request'] as const)(
    'by the server at %s',
    async (step) => {
      const before = await newestVintage(site, TABLE);
      const on = await site.openWorkshop();
      const killing = at(on, step, async () => {
        await administrate(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
        );
      });
      const end = await endOf(site.sync(TABLE, { on: killing }));
      if (end === null) expect(await newestVintage(site, TABLE)).toBe(before + 1);
      else await expectNextNight(before);
      await expectRecovered(site);
    },
  );
});

test('a commit whose answer is lost is found out by the next run', async () => {
  const before = await newestVintage(site, TABLE);
  const proxy = await startProxy(site.database.url);
  const on = await site.openWorkshop(proxy.url);
  const losing = at(on, 'before-commit', async () => proxy.loseAnswer());
  expect(await endOf(site.sync(TABLE, { on: losing }))).not.toBeNull();
  await proxy.close();
  expect(await newestVintage(site, TABLE)).toBe(before + 1);
  await nightPasses();
  await expectInvariants(site);
  expect(await site.sync()).toMatchObject({ outcome: 'unchanged', error: null });
  await expectRecovered(site);
});

test.each(['before-begin-task', 'before-end-run', 'before-findings'] as const)(
  'a wire that is cut during a short statement at %s',
  async (step) => {
    const before = await newestVintage(site, TABLE);
    const proxy = await startProxy(site.database.url);
    const on = await site.openWorkshop(proxy.url);
    const cutting = at(on, step, async () => proxy.cutAfter(1));
    expect(await endOf(site.sync(TABLE, { on: cutting }))).not.toBeNull();
    await proxy.close();
    await nightPasses();
    await expectInvariants(site);
    await site.sync();
    expect(await newestVintage(site, TABLE)).toBe(before + 1);
    await expectRecovered(site);
  },
);

test('a wire that falls silent ends the run by its lease', async () => {
  const before = await newestVintage(site, TABLE);
  const proxy = await startProxy(site.database.url);
  const on = { ...(await site.openWorkshop(proxy.url)), leaseSeconds: 1 };
  const freezing = at(on, 'before-facts', async () => proxy.freeze());
  expect(await endOf(site.sync(TABLE, { on: freezing }))).not.toBeNull();
  await proxy.close();
  await expectNextNight(before);
});

test('a transaction that could not be serialised is left to the next night', async () => {
  const before = await newestVintage(site, TABLE);
  await administrate(
    `create function public.refuse() returns trigger language plpgsql as
     $$ begin raise exception 'could not serialize access' using errcode = '40001'; end $$`,
    `create constraint trigger refuse after insert on star.dim_vintage
     deferrable initially deferred for each row execute function public.refuse()`,
  );
  expect(await site.sync()).toMatchObject({ outcome: 'failed', error: { code: 'SB_DB_QUERY' } });
  await administrate('drop trigger refuse on star.dim_vintage', 'drop function public.refuse()');
  await expectNextNight(before);
});

test('a right that was revoked fails the table and says so', async () => {
  const before = await newestVintage(site, TABLE);
  const role = `limited_${crypto.randomUUID().slice(0, 8)}`;
  await administrate(
    `create role ${role} login password 'limited'`,
    ...['ops', 'raw', 'star', 'mart'].flatMap((schema) => [
      `grant all on schema ${schema} to ${role}`,
      `grant all on all tables in schema ${schema} to ${role}`,
      `grant all on all sequences in schema ${schema} to ${role}`,
    ]),
    `revoke insert on star.dim_vintage from ${role}`,
  );
  const url = new URL(site.database.url);
  url.username = role;
  url.password = 'limited';
  const on = await site.openWorkshop(url.href);
  const report = await site.sync(TABLE, { on });
  expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_DB_QUERY' } });
  expect(report.error?.message).toContain('42501');
  await expectNextNight(before);
  await administrate(`drop owned by ${role}`, `drop role ${role}`);
});

describe('a long query in a business intelligence tool', () => {
  test('does not hold up a publication, nor the readers behind it', async () => {
    const reader = new pg.Client({ connectionString: site.database.url });
    await reader.connect();
    await reader.query('begin isolation level repeatable read');
    const count = async () =>
      (await reader.query(`select count(*)::int, sum(verdi) from mart.ssb_${TABLE}`)).rows;
    const seen = await count();
    expect(await site.sync()).toMatchObject({ outcome: 'published', error: null });
    expect(await count()).toEqual(seen);
    await reader.query('commit');
    await reader.end();
    await expectRecovered(site);
  });

  test('that holds a view which must change fails the table, and no reader waits for long', async () => {
    const before = await newestVintage(site, TABLE);
    site.simulator.publish(TABLE, {
      changes: [{ change: 'title', title: { no: 'Ny tittel', en: 'New title' } }],
    });
    const reader = new pg.Client({ connectionString: site.database.url });
    await reader.connect();
    await reader.query(`begin; select * from mart.ssb_${TABLE} limit 1`);
    const impatient = await site.openWorkshop(
      `${site.database.url}?options=${encodeURIComponent('-c lock_timeout=300ms')}`,
    );
    const report = await site.sync(TABLE, { on: impatient });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_DB_QUERY' } });
    await reader.end();
    await expectNextNight(before);
  });
});

describe('a schema that was altered by hand', () => {
  test('in a view: the next publication refuses to overwrite it', async () => {
    const before = await newestVintage(site, TABLE);
    await administrate(
      `create or replace view mart.ssb_${TABLE} as
       select v.*, 1 as mine from (${await definitionOf(`mart.ssb_${TABLE}`)}) v`,
      `update star.dim_dataset set views_signature = null where table_id = '${TABLE}'`,
    );
    expect(await site.sync()).toMatchObject({
      outcome: 'quarantined',
      error: { code: 'SB_LOAD_INTEGRITY' },
    });
    expect(await newestVintage(site, TABLE)).toBe(before);
    await administrate(`drop view mart.ssb_${TABLE}`);
    expect(await site.sync()).toMatchObject({ outcome: 'published', error: null });
    await expectRecovered(site);
  });

  test('in a view that is gone: the next publication makes it again', async () => {
    await administrate(`drop view mart.ssb_${TABLE}_en`);
    expect(await site.sync()).toMatchObject({ outcome: 'published', error: null });
    await expectRecovered(site);
  });
});

async function definitionOf(view: string): Promise<string> {
  const [row] = await site.rows('select pg_get_viewdef($1::regclass) as text', [view]);
  return String(row?.['text']).replace(/;\s*$/, '');
}

describe('two processes', () => {
  test('that sync one table at once publish it once', async () => {
    const before = await newestVintage(site, TABLE);
    const [one, other] = [await site.openWorkshop(), await site.openWorkshop()];
    const reports = await Promise.all([
      site.sync(TABLE, { on: one }),
      site.sync(TABLE, { on: other }),
    ]);
    expect(reports.map(({ outcome }) => outcome).toSorted()).toEqual(['published', 'unchanged']);
    expect(await newestVintage(site, TABLE)).toBe(before + 1);
    await expectRecovered(site);
  });

  test('of which one has fetched an older state than the other publish only the newer', async () => {
    const before = await newestVintage(site, TABLE);
    const slow = at(await site.openWorkshop(), 'after-complete-journal', async () => {
      site.simulator.publish(TABLE, nextPublication(site));
      expect(await site.sync()).toMatchObject({ outcome: 'published' });
    });
    const report = await site.sync(TABLE, { on: slow });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_LOAD_OVERTAKEN' } });
    expect(await newestVintage(site, TABLE)).toBe(before + 1);
    await expectRecovered(site);
    expect(await site.sync()).toMatchObject({ outcome: 'unchanged' });
  });

  test('of which one replays what the other has just replaced do not bring it back', async () => {
    const before = await newestVintage(site, TABLE);
    const slow = at(await site.openWorkshop(), 'after-begin-task', async () => {
      expect(await site.sync()).toMatchObject({ outcome: 'published' });
    });
    const [report] = await withRun(slow, 'replay', async (runId) => [
      await replayTable(
        slow,
        site.provider,
        runId,
        { provider: 'ssb', table: TABLE },
        { kind: 'latest' },
        { dryRun: false, changes: 0 },
      ),
    ]);
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_LOAD_OVERTAKEN' } });
    expect(await newestVintage(site, TABLE)).toBe(before + 1);
    await expectRecovered(site);
  });
});
