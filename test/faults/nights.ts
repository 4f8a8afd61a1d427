import { expect } from 'vitest';
import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import type { Fault } from '../../src/simulator/faults/fault.ts';
import { compareDatabases } from '../../src/pipeline/compare-databases.ts';
import { rememberedPublications } from '../../src/pipeline/past-publications.ts';
import { rebuild } from '../../src/pipeline/rebuild.ts';
import { STEPS } from '../../src/pipeline/steps.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import { virtualClock } from '../../src/simulator/clock.ts';
import { busiestWindow } from '../../src/simulator/request-log.ts';
import type { SimulatedTable } from '../../src/simulator/table/model.ts';
import type { Change, Revision } from '../../src/simulator/table/revision.ts';
import { createTestDatabase } from '../support/database.ts';
import { type FaultSite, faultTable, openFaultSite, permissive } from '../support/fault-site.ts';
import { expectInvariants, expectRecovered } from './invariants.ts';

const TABLES = ['90001', '90002', '90003'];

/** SSB's documented pace, in minutes of the virtual clock. */
const PACE = { calls: 30, windowSeconds: 60 };

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Chance {
  readonly next: () => number;
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True once in so many times. */
  once(times: number): boolean;
}

function chanceOf(seed: number): Chance {
  const next = randomFrom(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    once: (times) => below(times) === 0,
  };
}

/** Some cell of a table, by its codes. */
function cellOf(table: SimulatedTable, chance: Chance): Readonly<Record<string, string>> {
  return Object.fromEntries(
    table.variables.map(({ code, values }) => [code, chance.pick(values).code]),
  );
}

const SYMBOLS = ['.', '..', ':', '*', 'Å'];

function cellChange(table: SimulatedTable, chance: Chance): Change {
  const at = cellOf(table, chance);
  if (!chance.once(4)) return { change: 'cell', at, value: chance.below(1_000_000) / 10 };
  return { change: 'cell', at, value: null, symbol: chance.pick(SYMBOLS) };
}

/** A new period, now and then a value that comes or goes, a label, an order; mostly corrections. */
function publicationOf(table: SimulatedTable, chance: Chance, night: number): Revision {
  const [region] = table.variables;
  const time = table.variables.at(-1);
  const corrections = Array.from({ length: 1 + chance.below(6) }, () => cellChange(table, chance));
  const changes: Change[] = [...corrections];
  const others = (code: string): number =>
    table.variables.reduce(
      (product, { code: own, values }) => (own === code ? product : product * values.length),
      1,
    );
  const figures = (code: string): readonly number[] =>
    Array.from({ length: others(code) }, () => chance.below(100_000));
  const kind = chance.below(10);
  if (kind === 0 && time !== undefined && time.values.length < 9) {
    const last = Number(time.values.at(-1)?.code ?? 2025);
    changes.push({
      change: 'add-value',
      variable: 'Tid',
      code: String(last + 1),
      figures: [...figures('Tid')],
    });
  } else if (kind === 1 && region !== undefined && region.values.length < 10) {
    changes.push({
      change: 'add-value',
      variable: 'Region',
      code: `N${night}`,
      figures: [...figures('Region')],
    });
  } else if (kind === 2 && region !== undefined && region.values.length > 3) {
    changes.splice(0, Number.POSITIVE_INFINITY, {
      change: 'remove-values',
      variable: 'Region',
      codes: [chance.pick(region.values).code],
    });
  } else if (kind === 3 && region !== undefined) {
    const label = `Sted ${night}`;
    changes.push({
      change: 'label',
      variable: 'Region',
      code: chance.pick(region.values).code,
      label: { no: label, en: `Place ${night}` },
    });
  } else if (kind === 4) {
    changes.push({
      change: 'title',
      title: { no: `Tittel ${night}`, en: `Title ${night}` },
    });
  }
  if (chance.once(12)) return { updated: table.updated, changes };
  return chance.once(40) ? { updated: null, changes } : { changes };
}

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 503, body: 'html' },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 429, retryAfter: { seconds: 30, form: 'seconds' } },
  { kind: 'status', status: 500 },
  { kind: 'html-with-200' },
  { kind: 'truncated-gzip' },
  { kind: 'cut', afterBytes: 300 },
  { kind: 'figure', text: 'NaN' },
  { kind: 'contradicting-size' },
];

/** A crash within this process: what comes after the step is never done. */
function dyingAt(workshop: Workshop, chance: Chance): Workshop {
  const at = chance.pick(STEPS);
  return {
    ...workshop,
    step: async (step) => {
      if (step !== at) return;
      await workshop.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
      );
      throw new Error(`died ${step}`);
    },
  };
}

async function oneNight(
  site: FaultSite,
  workshop: Workshop,
  source: FaultSite['source'],
  chance: Chance,
  seen: Map<string, unknown>,
): Promise<void> {
  for (const table of TABLES) {
    const { updated } = site.simulator.tables.get(table) ?? {};
    const news = updated !== seen.get(table);
    seen.set(table, updated);
    // Where the catalogue shows nothing new, the table is fetched now and then all the same.
    if (!news && !chance.once(5)) continue;
    const dies = chance.once(25);
    const on = dies ? dyingAt(workshop, chance) : workshop;
    const end = await site.sync(table, { on, from: source }).catch((error: unknown) => error);
    if (!dies && end instanceof Error) throw end;
    // The process is gone, though this one lives: nobody renews its lease.
    if (dies) await workshop.pool.query('update ops.lease set expires_at = clock_timestamp()');
  }
}

/**
 * Lets a source live for so many nights, with publications, revisions and faults by chance, and
 * the program beside it; at the end the database must be what a clean load of the archive gives.
 */
export async function rehearseNights(seed: number, nights: number): Promise<void> {
  const chance = chanceOf(seed);
  const clock = virtualClock('2026-01-05T05:00:00Z');
  const site = await openFaultSite({
    catalogue: permissive(...TABLES),
    simulator: {
      clock,
      tables: TABLES.map((table) => faultTable(table)),
      limits: { ...PACE, retryAfter: 'seconds' },
    },
  });
  const workshop: Workshop = { ...site.workshop, now: () => clock.now() };
  const sleep = async (ms: number): Promise<void> => clock.advance(ms);
  const now = (): number => clock.now().getTime();
  const budget = createMemoryBudget({ rate: PACE, now, sleep });
  const source = { ...site.source, sleep, budget };
  const seen = new Map<string, unknown>();
  for (let night = 0; night < nights; night += 1) {
    for (const table of site.simulator.tables.values()) {
      if (chance.once(6)) site.simulator.publish(table.id, publicationOf(table, chance, night));
    }
    const table = chance.pick(TABLES);
    const after = chance.below(5);
    if (chance.once(8)) site.simulator.faults.next({ table, after }, chance.pick(FAULTS));
    const torn = site.simulator.tables.get(table);
    if (torn !== undefined && chance.once(20)) {
      const revision = publicationOf(torn, chance, night + 1_000);
      site.simulator.faults.next(
        { kind: 'data', table, after: 1 },
        { kind: 'publish', table, revision },
      );
    }
    // Now and then nights are missed, or the machine's clock is wrong by an hour.
    if (!chance.once(30)) await oneNight(site, workshop, source, chance, seen);
    clock.advance(86_400_000 + (chance.once(50) ? (chance.below(3) - 1) * 3_600_000 : 0));
    if (night % 60 === 59) await expectInvariants(site, PACE);
  }
  site.simulator.faults.clear();
  for (const table of TABLES) {
    expect((await site.sync(table, { on: workshop, from: source })).error).toBeNull();
  }
  await expectRecovered(site, PACE);
  expect(busiestWindow(site.simulator.requests, PACE.windowSeconds)).toBeGreaterThan(10);
  await expectCleanLoadEquals(site);
}

/** Loads the archive into an empty database, and compares fact by fact, history included. */
async function expectCleanLoadEquals(site: FaultSite): Promise<void> {
  const clean = await site.openWorkshop((await createTestDatabase()).url);
  const reports = await withRun(clean, 'rebuild', async (runId) =>
    rebuild(
      clean,
      runId,
      rememberedPublications(site.workshop),
      () => site.provider,
      () => undefined,
    ),
  );
  expect(reports.length).toBeGreaterThan(5);
  expect(reports.filter(({ outcome }) => outcome !== 'published')).toEqual([]);
  const differences = (await compareDatabases(site.workshop.pool, clean.pool)).filter(
    ({ onlyFirst, onlySecond }) => onlyFirst + onlySecond > 0,
  );
  expect(differences).toEqual([]);
}
