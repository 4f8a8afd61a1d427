import type { Catalogue } from '../config/catalogue.ts';
import { configuredService } from '../config/service.ts';
import type { Lane } from '../extract/budget/call-budget.ts';
import { type CallRate, limitsFrom } from '../extract/budget/limits-from.ts';
import { createPostgresBudget } from '../extract/budget/postgres-budget.ts';
import { FILE_PROVIDER, fileProvider } from '../extract/file/provider.ts';
import type { Exchange, Provider } from '../extract/provider.ts';
import type { ProviderService } from '../extract/service.ts';
import type { Source } from '../pipeline/fetch-table.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { CommandContext } from './context.ts';
import { sourceClient } from './source-client.ts';
import { untabledExchange } from './untabled-exchange.ts';

/** A source that tables are synced from. */
export interface OpenSource extends Source {
  readonly service: ProviderService;
  /** For questions that belong to no table; answers are archived all the same. */
  readonly ask: Exchange;
  /** The same source for calls that are more or less pressing. */
  readonly inLane: (lane: Lane) => OpenSource;
  readonly close: () => void;
}

/**
 * Opens a provider of the catalogue: its client, the budget that all processes share, and the
 * limits that it states now. `lane` tells how pressing its calls are.
 *
 * @throws SB_CONFIG_UNKNOWN_PROVIDER, and what fetching its configuration throws
 */
export async function openSource(
  { environment, catalogue }: CommandContext,
  workshop: Workshop,
  providerId: string,
  lane: Lane,
): Promise<OpenSource> {
  const { pool, now } = workshop;
  const service = configuredService(await catalogue(), environment, providerId);
  const { provider, host, cacheSeconds } = service;
  const http = sourceClient(environment);
  // Limits belong to the host that counts the calls: a simulator does not use up SSB's.
  const openBudget = (rate: CallRate, of: Lane) =>
    createPostgresBudget({ pool, provider: host, egress: environment.egress, lane: of, rate, now });
  const askWith = (budget: Source['budget']): Exchange => untabledExchange(workshop, http, budget);
  try {
    const documented = limitsFrom({ documented: service.documentedLimits });
    const limits = await service.limits(askWith(openBudget(documented, lane)));
    const close = (): void => http.close();
    const inLane = (of: Lane): OpenSource => {
      const budget = openBudget(limits, of);
      const cache = cacheSeconds === null ? {} : { cacheSeconds };
      return {
        service,
        provider,
        http,
        budget,
        limits,
        ask: askWith(budget),
        inLane,
        close,
        ...cache,
      };
    };
    return inLane(lane);
  } catch (error) {
    http.close();
    throw error;
  }
}

/** The reader of a provider's responses; needs no network. */
export function providerOf(
  catalogue: Catalogue,
  environment: CommandContext['environment'],
): (providerId: string) => Provider {
  return (providerId) =>
    providerId === FILE_PROVIDER
      ? fileProvider
      : configuredService(catalogue, environment, providerId).provider;
}
