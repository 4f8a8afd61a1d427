import { limitsFrom } from '../budget/limits-from.ts';
import type { ProviderKind, ProviderService } from '../service.ts';
import { configuredServer, type SourceServer } from '../source-server.ts';
import { readDatasetFrame } from './describe.ts';
import { EUROSTAT } from './dissemination.ts';
import { createEurostatProvider } from './provider.ts';
import { fetchValues } from './values.ts';

/** Eurostat's dissemination API; another address for Comext, whose datasets have a server of their own. */
export const eurostatKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'eurostat',
  known: [EUROSTAT.id],
  open: (settings) => eurostatService(configuredServer(EUROSTAT, settings)),
});

function eurostatService(service: SourceServer): ProviderService {
  const { documentedLimits, cacheSeconds } = service;
  return Object.freeze<ProviderService>({
    provider: createEurostatProvider(service),
    host: new URL(service.baseUrl).host,
    documentedLimits,
    cacheSeconds,
    catalogue: null,
    limits: async () => limitsFrom({ documented: documentedLimits }),
    updated: async (table, exchange) => {
      const { updated } = readDatasetFrame(await fetchValues(service, table, exchange), table);
      return updated === null ? null : new Date(updated);
    },
    codelists: () => [],
  });
}
