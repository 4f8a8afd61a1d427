import { configuredService } from '../config/service.ts';
import { openArchive } from '../extract/archive/object-store.ts';
import { limitsFrom } from '../extract/budget/limits-from.ts';
import { createExchange } from '../extract/exchange.ts';
import type { Exchange } from '../extract/provider.ts';
import type { ProviderService } from '../extract/service.ts';
import type { CommandContext } from './context.ts';
import { sourceClient } from './source-client.ts';
import { type AskingBudget, withBudget } from './with-budget.ts';

/** A source that can be asked. */
export interface AskedSource {
  readonly service: ProviderService;
  readonly exchange: Exchange;
  readonly forecast: AskingBudget['forecast'];
}

/**
 * Asks a source for a person who waits: paced by the budget that all processes share where there is
 * one, every answer kept in the archive, but belonging to no load.
 *
 * @throws SB_CONFIG_UNKNOWN_PROVIDER if the catalogue has no such provider
 */
export async function askSource<Answer>(
  context: CommandContext,
  provider: string,
  ask: (source: AskedSource) => Promise<Answer>,
): Promise<Answer> {
  const { environment, catalogue, logger, signal } = context;
  const service = configuredService(await catalogue(), environment, provider);
  const http = sourceClient(environment);
  const rate = limitsFrom({ documented: service.documentedLimits });
  try {
    return await withBudget(context, service.host, rate, async ({ budget, forecast }) => {
      const exchange = createExchange({
        http,
        archive: await openArchive(environment.archive, new Date()),
        budget,
        record: async ({ status, request }) =>
          logger.debug({ status, url: request.url }, 'answered'),
        onRetry: (notice) => logger.warn(notice, 'retrying'),
        signal,
      });
      return ask({ service, exchange, forecast });
    });
  } finally {
    http.close();
  }
}
