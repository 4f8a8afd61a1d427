import { configuredAgency } from '../config/agency.ts';
import { packageVersion } from '../config/package.ts';
import { unknownProvider } from '../config/table-name.ts';
import { openArchive } from '../extract/archive/object-store.ts';
import { limitsFrom } from '../extract/budget/limits-from.ts';
import { createExchange } from '../extract/exchange.ts';
import { createHttpClient, userAgent } from '../extract/http/client.ts';
import type { Exchange } from '../extract/provider.ts';
import type { PxWebAgency } from '../extract/pxweb2/agency.ts';
import type { CommandContext } from './context.ts';
import { type AskingBudget, withBudget } from './with-budget.ts';

/** A source that can be asked. */
export interface AskedSource {
  readonly agency: PxWebAgency;
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
  const { providers } = await catalogue();
  const settings = providers.get(provider);
  if (settings === undefined) throw unknownProvider(provider, [...providers.keys()]);
  const agency = configuredAgency(settings, environment);
  const http = createHttpClient({ userAgent: userAgent(packageVersion(), environment.contact) });
  const rate = limitsFrom({ documented: agency.documentedLimits });
  try {
    return await withBudget(
      context,
      new URL(agency.baseUrl).host,
      rate,
      async ({ budget, forecast }) => {
        const exchange = createExchange({
          http,
          archive: await openArchive(environment.archive, new Date()),
          budget,
          record: async ({ status, request }) =>
            logger.debug({ status, url: request.url }, 'answered'),
          onRetry: (notice) => logger.warn(notice, 'retrying'),
          signal,
        });
        return ask({ agency, exchange, forecast });
      },
    );
  } finally {
    http.close();
  }
}
