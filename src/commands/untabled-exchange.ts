import type { CallBudget } from '../extract/budget/call-budget.ts';
import { createExchange } from '../extract/exchange.ts';
import type { HttpClient } from '../extract/http/client.ts';
import type { Exchange } from '../extract/provider.ts';
import type { Workshop } from '../pipeline/workshop.ts';

/** An exchange for questions that belong to no table: answers are archived, and belong to no load. */
export function untabledExchange(
  { archive, logger, signal, now }: Workshop,
  http: HttpClient,
  budget: CallBudget,
): Exchange {
  return createExchange({
    http,
    archive,
    budget,
    record: async ({ status, request }) => logger.debug({ status, url: request.url }, 'answered'),
    onRetry: (notice) => logger.warn(notice, 'retrying'),
    signal,
    now,
  });
}
