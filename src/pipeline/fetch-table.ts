import type { Task } from '../lineage/tasks.ts';
import { failureAction } from '../extract/failure-action.ts';
import type {
  Exchange,
  FetchPlan,
  Provider,
  Purpose,
  SourceLimits,
  SourceResponse,
  TableSelection,
} from '../extract/provider.ts';
import { halvedLimits } from '../extract/query/plan.ts';
import { afterDescribing, cubesOfDocuments, describeTable } from '../extract/read-table.ts';
import { sleep as realSleep } from '../extract/sleep.ts';
import { durable } from '../load/steps.ts';
import type { Cube } from '../transform/cube.ts';
import type { TableDescription, TableRef } from '../transform/table.ts';
import { isTornRead, watchPublication, type PublicationWatch } from './consistent-fetch.ts';
import { recordedExchange, type Reach } from './recorded-exchange.ts';
import type { Workshop } from './workshop.ts';

/** A provider with the means to reach it. */
export interface Source extends Reach {
  readonly provider: Provider;
  readonly limits: SourceLimits;
  /** How long the source may repeat an answer that it once gave; DEFAULT_CACHE_SECONDS if not known. */
  readonly cacheSeconds?: number;
}

/** What the reference server of PxWebApi v2 keeps answers for unless it is configured otherwise. */
const DEFAULT_CACHE_SECONDS = 300;

/** A table that is published twice while it is being fetched twice is not done being published. */
const MAX_ATTEMPTS = 3;

/** Everything that one fetch brought, checked against what was asked. */
export interface FetchedTable {
  readonly description: TableDescription;
  /** The publication time of the catalogue's entry, an ISO instant; null where it states none. */
  readonly stamp: string | null;
  readonly plan: FetchPlan;
  readonly data: readonly Pick<SourceResponse, 'sha256'>[];
  /** How many responses it took, those of attempts that were given up included. */
  readonly calls: number;
  /** When the last byte came: before it, nobody here had the whole. */
  readonly observedAt: string;
  /** The cells: the one response's cube, or the archived chunks read again one at a time. */
  readonly chunks: () => AsyncIterable<Cube> | Iterable<Cube>;
}

interface FetchedData {
  readonly plan: FetchPlan;
  readonly data: readonly Omit<SourceResponse, 'bytes'>[];
  /** The cube of the one response, null where there are several. */
  readonly only: Cube | null;
}

/** A source that refuses a sixteenth of what it states will not be satisfied by less. */
const MAX_PLANS = 5;

/** Told after every data request. */
export type FetchProgress = (done: number, total: number) => void;

/**
 * Fetches one table whole. Every response is archived and journalled before it is judged,
 * and every chunk is checked when it comes, so that a bad one ends the fetch at once. If the
 * table is published meanwhile, all is fetched anew once the source's cache has
 * forgotten the earlier state.
 *
 * @throws StatbankError SB_TORN_READ if a publication fell into every attempt, and what
 *   provider and exchange throw
 */
export async function fetchTable(
  workshop: Workshop,
  source: Source,
  task: Task,
  ref: TableRef,
  selection: TableSelection,
  onProgress: FetchProgress,
): Promise<FetchedTable> {
  const { journal, logger, signal } = workshop;
  const { cacheSeconds = DEFAULT_CACHE_SECONDS, sleep = realSleep } = source;
  const { taskId, startedAt } = task;
  const recorder = await durable(workshop, 'begin-journal', async () =>
    journal.begin({ taskId, ref, selection, startedAt }),
  );
  const restart = async (purpose?: Purpose): Promise<void> =>
    durable(workshop, 'restart-journal', async () => recorder.restart(purpose));
  let attempt = 1;
  const { exchange, calls } = recordedExchange(workshop, source, taskId, recorder, () => attempt);

  const tryOnce = async (): Promise<Omit<FetchedTable, 'calls'>> =>
    fetchOnce(workshop, source, task, ref, selection, {
      exchange,
      restart: async () => restart('data'),
      cacheSeconds,
      nonce: `${taskId}-${attempt}`,
      onProgress,
    });

  for (;;) {
    try {
      const fetched = await tryOnce();
      await durable(workshop, 'complete-journal', async () => recorder.complete());
      return { ...fetched, calls: calls() };
    } catch (error) {
      if (!isTornRead(error) || attempt === MAX_ATTEMPTS) throw error;
      logger.warn({ err: error, attempt, cacheSeconds }, error.message);
    }
    await restart();
    await sleep(cacheSeconds * 1000, signal);
    attempt += 1;
  }
}

interface Attempt {
  readonly exchange: Exchange;
  /** Gives up the data that came so far. */
  readonly restart: () => Promise<void>;
  readonly cacheSeconds: number;
  readonly nonce: string;
  readonly onProgress: FetchProgress;
}

async function fetchOnce(
  { archive }: Workshop,
  { provider, limits }: Source,
  task: Task,
  { table }: TableRef,
  selection: TableSelection,
  { exchange, restart, cacheSeconds, nonce, onProgress }: Attempt,
): Promise<Omit<FetchedTable, 'calls'>> {
  let described = await provider.fetchDescription(table, selection, exchange);
  const { publications } = provider;
  const watch: PublicationWatch | null =
    publications === null
      ? null
      : watchPublication({ table, publications, described, exchange, cacheSeconds, nonce });
  const explained = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw watch === null ? error : await watch.explain(error);
    }
  };
  const description = await explained(async () => describeTable(provider, table, described));
  described = afterDescribing(provider, described);
  const { plan, data, only } = await fetchData(limits);

  async function fetchData(within: SourceLimits, plans = 1): Promise<FetchedData> {
    const planned = provider.plan(description, described, selection, within);
    try {
      return await explained(async () => fetchPlanned(planned));
    } catch (error) {
      if (failureAction(error) !== 'replan' || plans === MAX_PLANS) throw error;
      await restart();
      return fetchData(halvedLimits(planned, within), plans + 1);
    }
  }

  async function fetchPlanned(planned: FetchPlan): Promise<FetchedData> {
    const facts: Omit<SourceResponse, 'bytes'>[] = [];
    const chunks = watch?.over(planned);
    let whole: Cube | null = null;
    for (const { request, selection: asked } of planned.requests) {
      const { bytes, ...fact } = await exchange(request, 'data', asked);
      const read = provider.toCube({ ...fact, bytes }, description);
      // Of several chunks none is kept: they are read again, one at a time, from the archive.
      if (planned.requests.length === 1) whole = read;
      facts.push(fact);
      onProgress(facts.length, planned.requests.length);
      await chunks?.chunk(read, fact);
    }
    await chunks?.end((response) => provider.toCube(response, description));
    return { plan: planned, data: facts, only: whole };
  }

  async function* cells(): AsyncGenerator<Cube> {
    if (only !== null) {
      yield only;
      return;
    }
    // A provider whose documents hold data and description in one plans no request.
    if (data.length === 0) yield* cubesOfDocuments(provider, description, described);
    for (const facts of data) {
      const bytes = await archive.get(facts.sha256);
      yield provider.toCube({ ...facts, bytes }, description);
    }
  }

  const brought = data.length === 0 ? described : data;
  return {
    description,
    stamp: watch === null ? description.updated : watch.stamp,
    plan,
    data: brought,
    observedAt: brought.at(-1)?.respondedAt ?? task.startedAt,
    chunks: cells,
  };
}
