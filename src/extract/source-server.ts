import { checkedBaseUrl } from './base-url.ts';
import type { SourceLimits } from './provider.ts';
import type { ServiceSettings } from './service.ts';
import { statedLimits } from './stated-limits.ts';

/** A server that answers in one language at a time, and how it is asked. */
export interface SourceServer {
  readonly id: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly language: string;
  readonly documentedLimits: Partial<SourceLimits>;
  readonly licence: string | null;
  /** How long the server repeats an answer; null where it is not known. */
  readonly cacheSeconds: number | null;
}

/**
 * A server with what is configured of it in place of what is known.
 *
 * @throws StatbankError SB_CONFIG_CATALOGUE for an address that cannot be used
 */
export function configuredServer(known: SourceServer, settings: ServiceSettings): SourceServer {
  const { id, url, languages, cacheSeconds } = settings;
  return Object.freeze<SourceServer>({
    ...known,
    id,
    baseUrl: url === null ? known.baseUrl : checkedBaseUrl(id, url),
    language: languages?.[0] ?? known.language,
    documentedLimits: { ...known.documentedLimits, ...statedLimits(settings) },
    cacheSeconds: cacheSeconds ?? known.cacheSeconds,
  });
}
