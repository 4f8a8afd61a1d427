import { limitsFrom } from '../budget/limits-from.ts';
import type { Provider } from '../provider.ts';
import type { ProviderService, ServiceSettings } from '../service.ts';
import type { TableCatalogue } from '../table-catalogue.ts';

/** Files are taken whole, so no number of cells bounds them. */
const NO_CELL_LIMIT = Number.MAX_SAFE_INTEGER;

/** Polite to a web server that states no limits; of the package's own files it costs nothing. */
const CALLS = Object.freeze({ calls: 30, windowSeconds: 60 });

/** What differs between services of files. */
export interface FileServiceFacts {
  readonly provider: Provider;
  readonly baseUrl: string;
  readonly catalogue?: TableCatalogue;
}

/** The service of a source that hands out whole files. It says nothing of limits or changes. */
export function fileService(
  { provider, baseUrl, catalogue }: FileServiceFacts,
  settings: ServiceSettings,
): ProviderService {
  const documentedLimits = {
    calls: settings.calls ?? CALLS.calls,
    windowSeconds: settings.windowSeconds ?? CALLS.windowSeconds,
    maxCells: NO_CELL_LIMIT,
  };
  // Files of the package have no host; a budget needs a name all the same.
  const host = new URL(baseUrl).host || 'package';
  return Object.freeze<ProviderService>({
    provider,
    host,
    documentedLimits,
    cacheSeconds: settings.cacheSeconds,
    catalogue: catalogue ?? null,
    limits: async () => limitsFrom({ documented: documentedLimits }),
    updated: async () => null,
    codelists: () => [],
  });
}
