import { StatbankError } from '../../errors/statbank-error.ts';
import { checkedBaseUrl } from '../base-url.ts';
import type { SourceLimits } from '../provider.ts';

/** A statistics agency that serves PxWebApi v2. */
export interface PxWebAgency {
  readonly id: string;
  /** Up to and including `/v2`, without a slash at the end. */
  readonly baseUrl: string;
  /** First the language that tables are stored in; `en`, where present, gives English labels. */
  readonly languages: readonly [string, ...string[]];
  /** What the agency documents; what it does not is absent. */
  readonly documentedLimits: Partial<SourceLimits>;
  readonly licence: string | null;
  /** Address of a feed of publications, where it is to be read; see `readNews`. */
  readonly news: string | null;
  /** How long its server repeats an answer; null where it is not known. */
  readonly cacheSeconds: number | null;
}

/**
 * Statistics Norway. Cells and calls as its user guide states them (its gateway lets 40 calls
 * through, and its `/config` gives no number of calls at all).
 */
const SSB: PxWebAgency = Object.freeze<PxWebAgency>({
  id: 'ssb',
  baseUrl: 'https://data.ssb.no/api/pxwebapi/v2',
  languages: ['no', 'en'],
  documentedLimits: { maxCells: 800_000, calls: 30, windowSeconds: 60 },
  licence: 'CC BY 4.0',
  news: null,
  cacheSeconds: null,
});

/** Statistics Sweden. Limits as its API documentation and its `/config` state them. */
const SCB: PxWebAgency = Object.freeze<PxWebAgency>({
  id: 'scb',
  baseUrl: 'https://statistikdatabasen.scb.se/api/v2',
  languages: ['sv', 'en'],
  documentedLimits: { maxCells: 150_000, calls: 30, windowSeconds: 10 },
  licence: 'CC0 1.0',
  news: null,
  cacheSeconds: null,
});

/** The agencies that need no configuration, by provider id. */
export const KNOWN_AGENCIES: ReadonlyMap<string, PxWebAgency> = new Map([
  [SSB.id, SSB],
  [SCB.id, SCB],
]);

/**
 * Completes what is configured of an agency by what is known of it.
 *
 * @throws StatbankError SB_CONFIG_UNKNOWN_PROVIDER without an address,
 *   SB_CONFIG_CATALOGUE for an address that cannot be used
 */
export function pxWebAgency(id: string, configured: Partial<PxWebAgency> = {}): PxWebAgency {
  const known = KNOWN_AGENCIES.get(id);
  const baseUrl = configured.baseUrl ?? known?.baseUrl;
  if (baseUrl === undefined) {
    throw new StatbankError(
      'SB_CONFIG_UNKNOWN_PROVIDER',
      `No address is known for provider ${id}. Give its base URL, ending in /v2, in the catalogue; known without one: ${[...KNOWN_AGENCIES.keys()].join(', ')}.`,
      { context: { provider: id } },
    );
  }
  return Object.freeze<PxWebAgency>({
    id,
    baseUrl: checkedBaseUrl(id, baseUrl),
    languages: configured.languages ?? known?.languages ?? ['en'],
    // What an agency documents is true of its own address, not of whatever stands in for it.
    documentedLimits: {
      ...(baseUrl === known?.baseUrl ? known.documentedLimits : {}),
      ...configured.documentedLimits,
    },
    licence: configured.licence ?? known?.licence ?? null,
    news: configured.news ?? known?.news ?? null,
    cacheSeconds: configured.cacheSeconds ?? known?.cacheSeconds ?? null,
  });
}
