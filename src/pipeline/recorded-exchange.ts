import type { FetchRecorder } from '../extract/archive/journal.ts';
import type { CallBudget } from '../extract/budget/call-budget.ts';
import { createExchange } from '../extract/exchange.ts';
import type { HttpClient } from '../extract/http/client.ts';
import type { Exchange } from '../extract/provider.ts';
import type { Sleep } from '../extract/sleep.ts';
import { recordRequest } from '../lineage/requests.ts';
import { durable } from '../load/steps.ts';
import { durableCalls } from './durable-calls.ts';
import type { Workshop } from './workshop.ts';

/** The means to reach a source. */
export interface Reach {
  readonly http: HttpClient;
  readonly budget: CallBudget;
  /** How to wait before another attempt; by the real clock by default. */
  readonly sleep?: Sleep;
}

/**
 * The exchange of one fetch: every response goes to the archive, the journal and the database
 * before it is judged.
 *
 * @param attempt which try of the fetch a response belongs to
 */
export function recordedExchange(
  workshop: Workshop,
  reach: Reach,
  taskId: string,
  recorder: FetchRecorder,
  attempt: () => number,
): { readonly exchange: Exchange; readonly calls: () => number } {
  const { db, logger, signal, now } = workshop;
  let calls = 0;
  const exchange = createExchange({
    ...reach,
    ...durableCalls(workshop, reach.budget),
    signal,
    now,
    onRetry: (notice) => logger.warn(notice, 'retrying'),
    record: async (response) => {
      await durable(workshop, 'journal', async () => recorder.record(response));
      await durable(workshop, 'record-request', async () =>
        recordRequest(db, taskId, calls, { ...response, attempt: attempt() }),
      );
      calls += 1;
    },
  });
  return { exchange, calls: () => calls };
}
