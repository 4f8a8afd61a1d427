import { limitsFrom } from '../budget/limits-from.ts';
import type { ProviderKind, ProviderService } from '../service.ts';
import { configuredServer, type SourceServer } from '../source-server.ts';
import { fetchCollection, withWords } from './collection.ts';
import { createCsoProvider, readFrame } from './provider.ts';
import { CSO } from './pxstat.ts';
import { metadataRequest } from './requests.ts';

const DAY_MS = 86_400_000;

/** PxStat, as the Central Statistics Office of Ireland runs it. */
export const csoKind: ProviderKind = Object.freeze<ProviderKind>({
  kind: 'cso',
  known: [CSO.id],
  open: (settings) => pxStatService(configuredServer(CSO, settings)),
});

/** A day is given to the server, whose clock may be elsewhere: one more is asked for. */
function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - (days + 1) * DAY_MS).toISOString().slice(0, 10);
}

function pxStatService(server: SourceServer, now: () => Date = () => new Date()): ProviderService {
  const { baseUrl, documentedLimits, cacheSeconds } = server;
  return Object.freeze<ProviderService>({
    provider: createCsoProvider(server),
    host: new URL(baseUrl).host,
    documentedLimits,
    cacheSeconds,
    catalogue: {
      search: async ({ words, discontinued }, exchange) =>
        withWords(await fetchCollection(server, null, exchange), words).filter(
          (table) => discontinued || !table.discontinued,
        ),
      list: async (pastDays, exchange) =>
        fetchCollection(server, pastDays === null ? null : dayBefore(now(), pastDays), exchange),
      news: null,
    },
    limits: async () => limitsFrom({ documented: documentedLimits }),
    updated: async (table, exchange) => {
      const response = await exchange(metadataRequest(server, table), 'document');
      const { updated } = readFrame(response, table);
      return updated === null ? null : new Date(updated);
    },
    codelists: () => [],
  });
}
