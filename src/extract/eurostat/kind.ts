import { checkedBaseUrl } from '../base-url.ts';
import { limitsFrom } from '../budget/limits-from.ts';
import type { ProviderKind, ProviderService, ServiceSettings } from '../service.ts';
import { statedLimits } from '../stated-limits.ts';
import { readDatasetFrame } from './describe.ts';
import { type Dissemination, EUROSTAT } from './dissemination.ts';
import { createEurostatProvider } from './provider.ts';
import { fetchValues } from './values.ts';

/** Eurostat's dissemination API; another address for Comext, whose datasets have a server of their own. */
export const eurostatKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'eurostat',
  known: [EUROSTAT.id],
  open: (settings) => eurostatService(configured(settings)),
});

function eurostatService(service: Dissemination): ProviderService {
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

function configured(settings: ServiceSettings): Dissemination {
  const { id, url, languages, cacheSeconds } = settings;
  return Object.freeze({
    ...EUROSTAT,
    id,
    baseUrl: url === null ? EUROSTAT.baseUrl : checkedBaseUrl(id, url),
    language: languages?.[0] ?? EUROSTAT.language,
    documentedLimits: { ...EUROSTAT.documentedLimits, ...statedLimits(settings) },
    cacheSeconds,
  });
}
