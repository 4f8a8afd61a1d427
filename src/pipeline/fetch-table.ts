import { recordRequest } from '../lineage/requests.ts';
import type { Task } from '../lineage/tasks.ts';
import type { CallBudget } from '../extract/budget/call-budget.ts';
import { createExchange } from '../extract/exchange.ts';
import type { HttpClient } from '../extract/http/client.ts';
import type {
  FetchPlan,
  Provider,
  SourceLimits,
  SourceResponse,
  TableSelection,
} from '../extract/provider.ts';
import type { Cube } from '../transform/cube.ts';
import type { TableDescription, TableRef } from '../transform/table.ts';
import type { Workshop } from './workshop.ts';

/** A provider with the means to reach it. */
export interface Source {
  readonly provider: Provider;
  readonly http: HttpClient;
  readonly budget: CallBudget;
  readonly limits: SourceLimits;
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
  const plan = provider.plan(description, described, selection, limits);

  const data: Omit<SourceResponse, 'bytes'>[] = [];
  let first: Cube | null = null;
  for (const planned of plan.requests) {
    const response = await exchange(planned.request, 'data', planned.selection);
    const cube = provider.toCube(response, description);
    first ??= cube;
    const { bytes: _, ...facts } = response;
    data.push(facts);
    onProgress(data.length, plan.requests.length);
  }
  await recorder.complete();

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
