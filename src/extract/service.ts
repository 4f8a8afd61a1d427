import type { Exchange, Provider, SourceLimits, SourceResponse } from './provider.ts';
import type { TableCatalogue } from './table-catalogue.ts';

/** What is configured of a source. Null: not stated. */
export interface ServiceSettings {
  readonly id: string;
  /** Base address without a slash at the end. */
  readonly url: string | null;
  /** The table's own language first. */
  readonly languages: readonly string[] | null;
  readonly calls: number | null;
  readonly windowSeconds: number | null;
  readonly maxCells: number | null;
  /** Address of a feed of publications. */
  readonly news: string | null;
  /** How long the source may repeat an answer. */
  readonly cacheSeconds: number | null;
}

/** A codelist or grouping that a table offers for one of its variables. */
export interface OfferedCodelist {
  readonly variable: string;
  readonly id: string;
  readonly label: string;
  readonly type: string | null;
}

/** A provider with all that must be known to reach it. */
export interface ProviderService {
  readonly provider: Provider;
  /** Host that counts the calls: all who ask it share one budget. */
  readonly host: string;
  /** What the source documents; what it does not is absent. */
  readonly documentedLimits: Partial<SourceLimits>;
  /** How long the source may repeat an answer; null where it is not known. */
  readonly cacheSeconds: number | null;
  /** Null where the source has no list of its tables. */
  readonly catalogue: TableCatalogue | null;
  /** The strictest limits of what the source documents and what it says today. */
  limits(exchange: Exchange): Promise<SourceLimits>;
  /**
   * When the source says that it last changed a table: the cheapest question about it, one
   * call. Null where it does not say.
   */
  updated(table: string, exchange: Exchange): Promise<Date | null>;
  /** Groupings that a table offers, from the responses that describe it. Pure. */
  codelists(responses: readonly SourceResponse[]): readonly OfferedCodelist[];
}

/** An interface that sources speak. */
export interface ProviderKind {
  /** As the catalogue names it: `pxweb2`. */
  readonly kind: string;
  /** Ids of the providers that need no configuration. */
  readonly known: readonly string[];
  /**
   * @throws StatbankError SB_CONFIG_UNKNOWN_PROVIDER where an address is needed and none is
   *   known, SB_CONFIG_CATALOGUE for settings that cannot be used
   */
  open(settings: ServiceSettings): ProviderService;
}
