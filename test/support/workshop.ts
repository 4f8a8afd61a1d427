import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openJournal } from '../../src/extract/archive/journal.ts';
import { openArchive } from '../../src/extract/archive/object-store.ts';
import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import { createHttpClient } from '../../src/extract/http/client.ts';
import { createPxWeb2Provider } from '../../src/extract/pxweb2/provider.ts';
import type { Source } from '../../src/pipeline/fetch-table.ts';
import { syncTable } from '../../src/pipeline/sync.ts';
import type { TableReport } from '../../src/pipeline/table-report.ts';
import { withRun } from '../../src/pipeline/with-run.ts';
import type { Workshop } from '../../src/pipeline/workshop.ts';
import type { Connection } from '../../src/postgres/connection.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { afterThisFile } from './cleanup.ts';
import { createTestDatabase, type TestDatabaseOptions } from './database.ts';
import { agencyOf, SSB_LIMITS } from './extraction.ts';

export type Row = Readonly<Record<string, unknown>>;

/** A workshop on a database and an archive of its own. */
export interface TestWorkshop extends Workshop {
  readonly connection: Connection;
  /** Address of the database, for a program that is started on it. */
  readonly url: string;
  rows(query: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** The simulator as SSB. Failed attempts are repeated without waiting. */
  source(simulator: Simulator): Source;
  /** Syncs whole SSB tables as one run. */
  sync(simulator: Simulator, ...tables: readonly string[]): Promise<readonly TableReport[]>;
}

/** Opens a workshop that logs nothing; closed and removed after the test file. */
export async function openTestWorkshop(options: TestDatabaseOptions = {}): Promise<TestWorkshop> {
  const database = await createTestDatabase(options);
  const connection = await database.connect();
  const { pool, kysely } = connection;
  const folder = await mkdtemp(join(tmpdir(), 'statbank-workshop-'));
  afterThisFile(async () => {
    await connection.close();
    await rm(folder, { recursive: true });
  });
  const workshop: Workshop = {
    pool,
    db: kysely,
    archive: await openArchive(folder, new Date()),
    journal: openJournal(folder),
    logger: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    programVersion: '0.0.0-test',
    now: () => new Date(),
  };

  const source = (simulator: Simulator): Source => {
    const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 2_000 });
    afterThisFile(() => http.close());
    return {
      provider: createPxWeb2Provider(agencyOf(simulator)),
      http,
      budget: createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } }),
      limits: SSB_LIMITS,
      sleep: async () => undefined,
    };
  };

  return {
    ...workshop,
    connection,
    url: database.url,
    rows: async (query, parameters = []) =>
      (await pool.query<Record<string, unknown>>(query, [...parameters])).rows,
    source,
    sync: async (simulator, ...tables) =>
      withRun(workshop, 'sync', async (runId) => {
        const opened = source(simulator);
        const reports: TableReport[] = [];
        for (const table of tables) {
          const target = { ref: { provider: 'ssb', table }, selection: {} };
          const mode = { dryRun: false, changes: 10 };
          reports.push(await syncTable(workshop, opened, runId, target, mode, () => undefined));
        }
        return reports;
      }),
  };
}
