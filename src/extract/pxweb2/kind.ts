import { statedLimits } from '../stated-limits.ts';
import type { ProviderKind, ProviderService, ServiceSettings } from '../service.ts';
import { KNOWN_AGENCIES, type PxWebAgency, pxWebAgency } from './agency.ts';
import { listTables } from './changes.ts';
import { offeredCodelists } from './codelist.ts';
import { fetchUpdated } from './entry.ts';
import { fetchLimits } from './limits.ts';
import { createPxWeb2Provider } from './provider.ts';
import { fetchNews } from './rss.ts';
import { searchTables } from './search.ts';

/** PxWebApi v2: SSB, SCB, and any agency whose address is configured. */
export const pxWeb2Kind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'pxweb2',
  known: [...KNOWN_AGENCIES.keys()],
  open: (settings) => pxWeb2Service(configured(settings)),
});

function pxWeb2Service(agency: PxWebAgency): ProviderService {
  const { documentedLimits, cacheSeconds, news } = agency;
  const [own] = agency.languages;
  return Object.freeze<ProviderService>({
    provider: createPxWeb2Provider(agency),
    host: new URL(agency.baseUrl).host,
    documentedLimits,
    cacheSeconds,
    catalogue: {
      search: async ({ words, discontinued }, exchange) =>
        searchTables(agency, { query: words, includeDiscontinued: discontinued }, exchange),
      list: async (pastDays, exchange) => listTables(agency, pastDays, exchange),
      news: news === null ? null : async (exchange) => fetchNews(news, exchange),
    },
    limits: async (exchange) => fetchLimits(agency, exchange),
    updated: async (table, exchange) => fetchUpdated(agency, table, exchange),
    codelists: (responses) => {
      const metadata = responses.find(({ purpose }) => purpose === `metadata:${own}`);
      return metadata === undefined ? [] : offeredCodelists(metadata);
    },
  });
}

function configured(settings: ServiceSettings): PxWebAgency {
  const { id, url, languages, news, cacheSeconds } = settings;
  const [first, ...others] = languages ?? [];
  return pxWebAgency(id, {
    ...(url === null ? {} : { baseUrl: url }),
    ...(first === undefined ? {} : { languages: [first, ...others] }),
    ...(news === null ? {} : { news }),
    ...(cacheSeconds === null ? {} : { cacheSeconds }),
    documentedLimits: statedLimits(settings),
  });
}
