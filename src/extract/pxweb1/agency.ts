import { StatbankError } from '../../errors/statbank-error.ts';
import { checkedBaseUrl } from '../base-url.ts';
import type { SourceLimits } from '../provider.ts';

/** A statistics agency that serves PxWebApi v1. */
export interface PxWeb1Agency {
  readonly id: string;
  /**
   * Up to and including the version, without a slash at the end. `{lang}` stands where the
   * address changes with the language elsewhere than behind the version.
   */
  readonly baseUrl: string;
  /** Behind the language, before the table: `table`, `ssd`, `StatFin`. */
  readonly database: string;
  /** Whether `?query=` is answered. */
  readonly searchable: boolean;
  /** First the language that tables are stored in; `en`, where present, gives English labels. */
  readonly languages: readonly [string, ...string[]];
  readonly documentedLimits: Partial<SourceLimits>;
  readonly licence: string | null;
  /** How long its server repeats an answer; null where it is not known. */
  readonly cacheSeconds: number | null;
}

/** The address as it is configured, the database being its last step. */
interface Known extends Pick<PxWeb1Agency, 'languages' | 'documentedLimits' | 'licence'> {
  readonly url: string;
  readonly searchable: boolean;
}

/**
 * Addresses and limits as the agencies' servers stated them in `?config`, which is read again
 * each time. SSB's gateway lets fewer calls through than its `?config` says.
 */
const KNOWN: Readonly<Record<string, Known>> = Object.freeze<Record<string, Known>>({
  'ssb-v0': {
    url: 'https://data.ssb.no/api/v0/table',
    searchable: true,
    languages: ['no', 'en'],
    documentedLimits: { maxCells: 800_000, maxValues: 50_000, calls: 30, windowSeconds: 60 },
    licence: 'CC BY 4.0',
  },
  'scb-v1': {
    url: 'https://api.scb.se/OV0104/v1/doris/ssd',
    searchable: false,
    languages: ['sv', 'en'],
    documentedLimits: { maxCells: 150_000, maxValues: 110_000, calls: 30, windowSeconds: 10 },
    licence: 'CC0 1.0',
  },
  statfin: {
    url: 'https://pxdata.stat.fi/PXWeb/api/v1/StatFin',
    searchable: true,
    languages: ['fi', 'en'],
    documentedLimits: { maxCells: 120_000, maxValues: 120_000, calls: 40, windowSeconds: 60 },
    licence: 'CC BY 4.0',
  },
  // English has an address of its own: pxen in place of pxis.
  statice: {
    url: 'https://px.hagstofa.is/px{lang}/api/v1/Ibuar',
    searchable: false,
    languages: ['is', 'en'],
    documentedLimits: { maxCells: 100_000, maxValues: 5_000, calls: 100, windowSeconds: 10 },
    licence: null,
  },
  statgl: {
    url: 'https://bank.stat.gl/api/v1/Greenland',
    searchable: true,
    languages: ['da', 'en'],
    documentedLimits: {
      maxCells: 2_000_000,
      maxValues: 1_000_000,
      calls: 10_000,
      windowSeconds: 10,
    },
    licence: null,
  },
  statee: {
    url: 'https://andmed.stat.ee/api/v1/stat',
    searchable: true,
    languages: ['et', 'en'],
    documentedLimits: {
      maxCells: 25_000_000,
      maxValues: 25_000_000,
      calls: 1_000,
      windowSeconds: 10,
    },
    licence: null,
  },
});

/** Ids of the agencies that need no configuration. */
export const KNOWN_PXWEB1: readonly string[] = Object.freeze(Object.keys(KNOWN));

/** What may be configured of an agency. */
export type ConfiguredPxWeb1 = Partial<
  Pick<PxWeb1Agency, 'languages' | 'documentedLimits' | 'cacheSeconds'> & { readonly url: string }
>;

/**
 * Completes what is configured of an agency by what is known of it.
 *
 * @throws StatbankError SB_CONFIG_UNKNOWN_PROVIDER without an address,
 *   SB_CONFIG_CATALOGUE for an address that cannot be used
 */
export function pxWeb1Agency(id: string, configured: ConfiguredPxWeb1 = {}): PxWeb1Agency {
  const known = Object.hasOwn(KNOWN, id) ? KNOWN[id] : undefined;
  const url = configured.url ?? known?.url;
  if (url === undefined) {
    throw new StatbankError(
      'SB_CONFIG_UNKNOWN_PROVIDER',
      `No address is known for provider ${id}. Give its base URL with the database behind the version, as in https://host/api/v1/StatFin, in the catalogue; known without one: ${KNOWN_PXWEB1.join(', ')}.`,
      { context: { provider: id } },
    );
  }
  // Braces are no part of an address: a language stands in for them while it is judged.
  checkedBaseUrl(id, url.replaceAll('{lang}', 'en'));
  const [, baseUrl, database] = /^(.+)\/([^/]+)$/.exec(url.replace(/\/+$/, '')) ?? [];
  if (baseUrl === undefined || database === undefined || /^v\d+$/.test(database)) {
    throw new StatbankError(
      'SB_CONFIG_CATALOGUE',
      `The base URL of provider ${id} names no database. Write it last, without a language: https://host/api/v1/StatFin.`,
      { context: { provider: id } },
    );
  }
  return Object.freeze<PxWeb1Agency>({
    id,
    baseUrl,
    database,
    searchable: known?.searchable ?? true,
    languages: configured.languages ?? known?.languages ?? ['en'],
    // What an agency states is true of its own address, not of whatever stands in for it.
    documentedLimits: {
      ...(url === known?.url ? known.documentedLimits : {}),
      ...configured.documentedLimits,
    },
    licence: known?.licence ?? null,
    cacheSeconds: configured.cacheSeconds ?? null,
  });
}
