import type { ProviderKind, ProviderService, ServiceSettings } from '../service.ts';
import { statedLimits } from '../stated-limits.ts';
import { KNOWN_PXWEB1, type PxWeb1Agency, pxWeb1Agency } from './agency.ts';
import { readSample } from './describe.ts';
import { fetchOwn } from './fetch-description.ts';
import { fetchLimits } from './limits.ts';
import { createPxWeb1Provider } from './provider.ts';
import { searchTables } from './search.ts';

/** PxWebApi v1: the agencies that have no v2, or whose tables are wanted as v1 gives them. */
export const pxWeb1Kind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'pxweb1',
  known: KNOWN_PXWEB1,
  open: (settings) => pxWeb1Service(configured(settings)),
});

function pxWeb1Service(agency: PxWeb1Agency): ProviderService {
  const { baseUrl, documentedLimits, cacheSeconds, languages } = agency;
  return Object.freeze<ProviderService>({
    provider: createPxWeb1Provider(agency),
    host: new URL(baseUrl.replaceAll('{lang}', languages[0])).host,
    documentedLimits,
    cacheSeconds,
    catalogue: agency.searchable
      ? {
          search: async ({ words }, exchange) => searchTables(agency, words, exchange),
          list: async (_pastDays, exchange) => searchTables(agency, '', exchange),
          news: null,
        }
      : null,
    limits: async (exchange) => fetchLimits(agency, exchange),
    updated: async (table, exchange) => {
      const sample = (await fetchOwn(agency, table, exchange)).at(-1);
      const updated = sample === undefined ? null : readSample(sample, table).updated;
      return updated === null ? null : new Date(updated);
    },
    codelists: () => [],
  });
}

function configured(settings: ServiceSettings): PxWeb1Agency {
  const { id, url, languages, cacheSeconds } = settings;
  const [first, ...others] = languages ?? [];
  return pxWeb1Agency(id, {
    ...(url === null ? {} : { url }),
    ...(first === undefined ? {} : { languages: [first, ...others] }),
    ...(cacheSeconds === null ? {} : { cacheSeconds }),
    documentedLimits: statedLimits(settings),
  });
}
