import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openJournal } from '../../src/extract/archive/journal.ts';
import { openArchive } from '../../src/extract/archive/object-store.ts';
import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import { createHttpClient } from '../../src/extract/http/client.ts';
import { createPxWeb2Provider } from '../../src/extract/pxweb2/provider.ts';
import type { Provider } from '../../src/extract/provider.ts';
import type { Source } from '../../src/pipeline/fetch-table.ts';
import { syncTable } from '../../src/pipeline/sync.ts';
import type { TableReport } from '../../src/pipeline/table-report.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/simulator/simulator.ts';
import { syntheticTable } from '../../src/simulator/table/synthetic.ts';
import { GATE_NAMES, type GatePolicy } from '../../src/transform/gate.ts';
import { connect } from '../../src/postgres/connection.ts';
import { afterThisFile } from './cleanup.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { agencyOf } from './extraction.ts';
import { type RunningProgram, startProgram } from './program.ts';
import { type Ran, runMain } from './run-main.ts';
import type { Row } from './workshop.ts';

/** Source, database and archive that outlive the crashes of one test file. */
export interface FaultSite {
  readonly folder: string;
  readonly database: Pick<TestDatabase, 'url'>;
  readonly simulator: Simulator;
  readonly variables: Readonly<Record<string, string>>;
  /** A second look at database and archive, from outside the program. */
  readonly workshop: Workshop;
  /** Another workshop, with connections of its own. */
  openWorkshop(databaseUrl?: string): Promise<Workshop>;
  readonly source: Source;
  readonly provider: Provider;
  rows(query: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Starts the built program. */
  start(words: readonly string[], variables?: Readonly<Record<string, string>>): RunningProgram;
  /** Syncs one table in this process, past all gates unless told otherwise. */
  sync(table?: string, how?: SyncOptions): Promise<TableReport>;
  /** Runs a command line in this process: faster, where the process is not the point. */
  run(...words: readonly string[]): Promise<Ran>;
}

/** How a sync differs from the site's own. */
export interface SyncOptions {
  readonly on?: Workshop;
  readonly from?: Source;
  readonly gates?: Partial<GatePolicy>;
}

export interface FaultSiteOptions {
  readonly simulator?: Partial<SimulatorOptions>;
  /** Text of catalogue.yaml; by default table 90001, for which no gate holds anything. */
  readonly catalogue?: string;
  readonly database?: Pick<TestDatabase, 'url'>;
  /** Folder of the archive, if it is not to be the site's own. */
  readonly archive?: string;
}

/** The table of most faults: small, and fetched in several parts. */
export const TABLE = '90001';

/** Cells of one response: the table below comes in four parts. */
const MAX_CELLS = 100;

/** So many calls that pacing never shows. */
const UNPACED = { calls: 60_000, windowSeconds: 60 };

/** The same table is a large one. */
const LARGE_TABLE = 250;

/** 6 regions, 2 sexes, 3 ages, 2 measures, 4 years. */
export const faultTable = (id = TABLE) =>
  syntheticTable({ id, regions: 6, ages: 3, periods: 4, contents: 2, confidentialEvery: 20 });

const LENIENT = Object.fromEntries(
  GATE_NAMES.map((gate) => [gate, 'publish']),
) as unknown as GatePolicy;

/** Every table passes every gate: what is tested is what happens below them. */
export const permissive = (...tables: readonly string[]): string =>
  `providers:
  ssb: { kind: pxweb2, calls: ${UNPACED.calls}, window_seconds: ${UNPACED.windowSeconds} }
tables:\n${tables
    .map(
      (table) =>
        `  - table: ssb:${table}\n    gates:\n${GATE_NAMES.map((gate) => `      ${gate}: publish\n`).join('')}`,
    )
    .join('')}`;

/** Opens a site; closed and removed after the test file. */
export async function openFaultSite(options: FaultSiteOptions = {}): Promise<FaultSite> {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-faults-'));
  await writeFile(join(folder, 'catalogue.yaml'), options.catalogue ?? permissive(TABLE));
  const database = options.database ?? (await createTestDatabase());
  const simulator = await startSimulator({
    tables: [faultTable()],
    ...options.simulator,
    limits: { ...UNPACED, maxCells: MAX_CELLS, ...options.simulator?.limits },
  });
  const archive = options.archive ?? join(folder, 'archive');
  const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 2_000 });
  afterThisFile(async () => {
    http.close();
    await simulator.close();
    await rm(folder, { recursive: true });
  });
  const openWorkshop = async (databaseUrl = database.url): Promise<Workshop> => {
    const connection = await connect({ databaseUrl, home: '/nonexistent' });
    afterThisFile(async () => connection.close());
    return {
      pool: connection.pool,
      db: connection.kysely,
      abandon: connection.abandon,
      archive: await openArchive(archive, new Date()),
      journal: openJournal(archive),
      logger: pino({ level: 'silent' }),
      signal: new AbortController().signal,
      programVersion: '0.0.0-test',
      now: () => new Date(),
      largeTable: LARGE_TABLE,
    };
  };
  const workshop = await openWorkshop();
  const source: Source = {
    provider: createPxWeb2Provider(agencyOf(simulator)),
    http,
    budget: createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } }),
    limits: { ...UNPACED, maxCells: MAX_CELLS },
    sleep: async () => undefined,
  };
  const variables = {
    DATABASE_URL: database.url,
    STATBANK_HOME: join(folder, 'home'),
    STATBANK_ARCHIVE: archive,
    STATBANK_SSB_URL: simulator.url,
    STATBANK_LOG_LEVEL: 'error',
    STATBANK_LARGE_TABLE: String(LARGE_TABLE),
  };
  return {
    folder,
    database,
    simulator,
    variables,
    workshop,
    openWorkshop,
    source,
    provider: source.provider,
    rows: async (query, parameters = []) =>
      (await workshop.pool.query<Record<string, unknown>>(query, [...parameters])).rows,
    start: (words, more = {}) =>
      startProgram(words, { variables: { ...variables, ...more }, folder }),
    sync: async (table = TABLE, { on = workshop, from = source, gates = LENIENT } = {}) => {
      const target = { ref: { provider: 'ssb', table }, selection: {}, gates };
      const mode = { dryRun: false, changes: 10 };
      const [report] = await withRun(on, 'sync', async (runId) => [
        await syncTable(on, from, runId, target, mode, () => undefined),
      ]);
      if (report === undefined) throw new Error('A sync gives a report.');
      return report;
    },
    run: async (...words) => runMain(words, { variables, folder }),
  };
}
