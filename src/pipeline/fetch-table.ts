import { recordRequest } from '../lineage/requests.ts';
import type { Task } from '../lineage/tasks.ts';
import type { CallBudget } from '../extract/budget/call-budget.ts';
import { failureAction } from '../extract/failure-action.ts';
import { createExchange } from '../extract/exchange.ts';
import type { HttpClient } from '../extract/http/client.ts';
import type {
  FetchPlan,
  Provider,
  SourceLimits,
  SourceResponse,
  TableSelection,
} from '../extract/provider.ts';
import type { Sleep } from '../extract/sleep.ts';
import type { Cube } from '../transform/cube.ts';
import type { TableDescription, TableRef } from '../transform/table.ts';
import type { Workshop } from './workshop.ts';

/** A provider with the means to reach it. */
export interface Source {
  readonly provider: Provider;
  readonly http: HttpClient;
  readonly budget: CallBudget;
  readonly limits: SourceLimits;
  /** How to wait before another attempt; by the real clock by default. */
  readonly sleep?: Sleep;
}

/** Everything that one fetch brought, checked against what was asked. */
export interface FetchedTable {
  readonly description: TableDescription;
  readonly plan: FetchPlan;
  readonly data: readonly Pick<SourceResponse, 'sha256'>[];
  /** When the last byte came: before it, nobody here had the whole. */
  readonly observedAt: string;
  /** The cells: the one response's cube, or the archived chunks read again one at a time. */
  readonly chunks: () => AsyncIterable<Cube> | Iterable<Cube>;
}

interface FetchedData {
  readonly plan: FetchPlan;
  readonly data: readonly Omit<SourceResponse, 'bytes'>[];
  readonly first: Cube | null;
}

/** A source that refuses a sixteenth of what it states will not be satisfied by less. */
const MAX_PLANS = 5;

/** Told after every data request. */
export type FetchProgress = (done: number, total: number) => void;

/**
 * Fetches one table whole. Every response is archived and journalled before it is judged,
 * and every chunk is checked when it comes, so that a bad one ends the fetch at once.
 */
export async function fetchTable(
  workshop: Workshop,
  source: Source,
  task: Task,
  ref: TableRef,
  selection: TableSelection,
  onProgress: FetchProgress,
): Promise<FetchedTable> {
  const { provider, limits } = source;
  const recorder = await workshop.journal.begin({
    taskId: task.taskId,
    ref,
    selection,
    startedAt: task.startedAt,
  });
  let ordinal = 0;
  const exchange = createExchange({
    ...source,
    archive: workshop.archive,
    signal: workshop.signal,
    now: workshop.now,
    onRetry: (notice) => workshop.logger.warn({ ...notice, taskId: task.taskId }, 'retrying'),
    record: async (response) => {
      await recorder.record(response);
      await recordRequest(workshop.db, task.taskId, ordinal, response);
      ordinal += 1;
    },
  });
  const described = await provider.fetchDescription(ref.table, selection, exchange);
  const description = provider.describe(ref.table, described);
  const { plan, data, first } = await fetchData(limits.maxCells);
  await recorder.complete();

  async function fetchData(maxCells: number, attempt = 1): Promise<FetchedData> {
    const attempted = provider.plan(description, described, selection, { ...limits, maxCells });
    try {
      return await fetchPlanned(attempted);
    } catch (error) {
      if (failureAction(error) !== 'replan' || attempt === MAX_PLANS) throw error;
      await recorder.restart('data');
      return fetchData(Math.floor(maxCells / 2), attempt + 1);
    }
  }

  async function fetchPlanned(attempted: FetchPlan): Promise<FetchedData> {
    const facts: Omit<SourceResponse, 'bytes'>[] = [];
    let cube: Cube | null = null;
    for (const planned of attempted.requests) {
      const { bytes, ...fact } = await exchange(planned.request, 'data', planned.selection);
      const read = provider.toCube({ ...fact, bytes }, description);
      cube ??= read;
      facts.push(fact);
      onProgress(facts.length, attempted.requests.length);
    }
    return { plan: attempted, data: facts, first: cube };
  }

  const only = plan.requests.length === 1 ? first : null;
  return {
    description,
    plan,
    data,
    observedAt: data.at(-1)?.respondedAt ?? task.startedAt,
    chunks:
      only === null
        ? async function* () {
            for (const facts of data) {
              const bytes = await workshop.archive.get(facts.sha256);
              yield provider.toCube({ ...facts, bytes }, description);
            }
          }
        : () => [only],
  };
}
