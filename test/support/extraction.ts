import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Journal, openJournal } from '../../src/extract/archive/journal.ts';
import { type Archive, openArchive } from '../../src/extract/archive/object-store.ts';
import { createMemoryBudget } from '../../src/extract/budget/memory-budget.ts';
import { createExchange, type RetryNotice } from '../../src/extract/exchange.ts';
import { createHttpClient } from '../../src/extract/http/client.ts';
import type { Exchange, SourceResponse, TableSelection } from '../../src/extract/provider.ts';
import { type PxWebAgency, pxWebAgency } from '../../src/extract/pxweb2/agency.ts';
import { createPxWeb2Provider } from '../../src/extract/pxweb2/provider.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import type { Cube } from '../../src/transform/cube.ts';
import { afterThisTest } from './cleanup.ts';

/** Everything that a provider is fetched with, on a folder of its own. */
export interface Extraction {
  readonly exchange: Exchange;
  readonly archive: Archive;
  readonly journal: Journal;
  readonly taskId: string;
  readonly retries: readonly RetryNotice[];
  complete(): Promise<void>;
}

/** A real client, archive and journal; only the waiting between attempts is left out. */
export async function startExtraction(table: string): Promise<Extraction> {
  const folder = await mkdtemp(join(tmpdir(), 'statbank-extraction-'));
  const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 2_000 });
  afterThisTest(async () => {
    http.close();
    await rm(folder, { recursive: true });
  });
  const archive = await openArchive(folder, new Date());
  const journal = openJournal(folder);
  const taskId = randomUUID();
  const recorder = await journal.begin({
    taskId,
    ref: { provider: 'ssb', table },
    selection: {},
    startedAt: new Date().toISOString(),
  });
  const retries: RetryNotice[] = [];
  const exchange = createExchange({
    http,
    archive,
    budget: createMemoryBudget({ rate: { calls: 10_000, windowSeconds: 1 } }),
    record: async (response) => recorder.record(response),
    onRetry: (notice) => retries.push(notice),
    sleep: async () => undefined,
  });
  return { exchange, archive, journal, taskId, retries, complete: async () => recorder.complete() };
}

export const SSB_LIMITS = { maxCells: 800_000, calls: 30, windowSeconds: 60 };
/** SSB, at the simulator's address. */
export const agencyOf = (simulator: Simulator): PxWebAgency =>
  pxWebAgency('ssb', { baseUrl: simulator.url });

export interface Fetched {
  readonly cubes: readonly Cube[];
  readonly described: readonly SourceResponse[];
  readonly requests: number;
  readonly cells: number;
}

/** Describes, plans and fetches a table, in requests of at most so many cells. */
export async function fetchTable(
  simulator: Simulator,
  { exchange }: Pick<Extraction, 'exchange'>,
  table: string,
  selection: TableSelection = {},
  maxCells = SSB_LIMITS.maxCells,
): Promise<Fetched> {
  const provider = createPxWeb2Provider(agencyOf(simulator));
  const described = await provider.fetchDescription(table, selection, exchange);
  const description = provider.describe(table, described);
  const plan = provider.plan(description, described, selection, { ...SSB_LIMITS, maxCells });
  const cubes: Cube[] = [];
  for (const { request, selection: asked } of plan.requests) {
    cubes.push(provider.toCube(await exchange(request, 'data', asked), description));
  }
  return { cubes, described, requests: plan.requests.length, cells: plan.cells };
}
