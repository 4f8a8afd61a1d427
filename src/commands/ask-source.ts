import { configuredAgency } from '../config/agency.ts';
import { packageVersion } from '../config/package.ts';
import { unknownProvider } from '../config/table-name.ts';
import { openArchive } from '../extract/archive/object-store.ts';
import { limitsFrom } from '../extract/budget/limits-from.ts';
import { createMemoryBudget } from '../extract/budget/memory-budget.ts';
import { createExchange } from '../extract/exchange.ts';
import { createHttpClient, userAgent } from '../extract/http/client.ts';
import type { Exchange } from '../extract/provider.ts';
import type { PxWebAgency } from '../extract/pxweb2/agency.ts';
import type { CommandContext } from './context.ts';

/** A source that can be asked. */
export interface AskedSource {
  readonly agency: PxWebAgency;
  readonly exchange: Exchange;
}

/**
 * Asks a source without a database: paced within this process, every answer kept in the
 * archive, but belonging to no load.
 *
 * @throws SB_CONFIG_UNKNOWN_PROVIDER if the catalogue has no such provider
 */
export async function askSource<Answer>(
  { environment, catalogue, logger, signal }: CommandContext,
  provider: string,
  ask: (source: AskedSource) => Promise<Answer>,
): Promise<Answer> {
  const { providers } = await catalogue();
  const settings = providers.get(provider);
  if (settings === undefined) throw unknownProvider(provider, [...providers.keys()]);
  const agency = configuredAgency(settings, environment);
  const http = createHttpClient({ userAgent: userAgent(packageVersion(), environment.contact) });
  const exchange = createExchange({
    http,
    archive: await openArchive(environment.archive, new Date()),
    budget: createMemoryBudget({ rate: limitsFrom({ documented: agency.documentedLimits }) }),
    record: async ({ status, request }) => logger.debug({ status, url: request.url }, 'answered'),
    onRetry: (notice) => logger.warn(notice, 'retrying'),
    signal,
  });
  try {
    return await ask({ agency, exchange });
  } finally {
    http.close();
  }
}
