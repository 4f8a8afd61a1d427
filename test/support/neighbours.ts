import { PROVIDER_KINDS } from '../../src/extract/kinds.ts';
import type { ProviderService, ServiceSettings } from '../../src/extract/service.ts';
/** A service by kind, with nothing configured but what is given. */
export function openService(
  kind: string,
  id: string,
  settings: Partial<ServiceSettings> = {},
): ProviderService {
  const found = PROVIDER_KINDS.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  return found.open({
    id,
    url: null,
    languages: null,
    calls: null,
    windowSeconds: null,
    maxCells: null,
    news: null,
    cacheSeconds: null,
    ...settings,
  });
}
