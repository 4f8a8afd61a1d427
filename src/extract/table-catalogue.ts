import type { SubjectStep, TimeUnit } from '../transform/table.ts';
import type { Exchange } from './provider.ts';

/** A table as a source's catalogue lists it. */
export interface CatalogueTable {
  readonly id: string;
  readonly title: string;
  readonly updated: string | null;
  readonly firstPeriod: string | null;
  readonly lastPeriod: string | null;
  readonly timeUnit: TimeUnit | null;
  readonly discontinued: boolean;
  readonly variables: readonly string[];
  readonly subjectPaths: readonly (readonly SubjectStep[])[];
}

/** What is asked of a catalogue in words. */
export interface TableQuery {
  /** As the source understands words; empty for every table. */
  readonly words: string;
  readonly discontinued: boolean;
}

/** A source's list of its tables. */
export interface TableCatalogue {
  /** Tables that fit the words. */
  search(query: TableQuery, exchange: Exchange): Promise<readonly CatalogueTable[]>;
  /**
   * Tables with a publication in the last days by the server's clock, or all of them for null;
   * discontinued ones included. `updated` is an ISO instant, or null where none is stated.
   */
  list(pastDays: number | null, exchange: Exchange): Promise<readonly CatalogueTable[]>;
  /** Latest instant by table of which a feed of publications tells; null where no feed is to be read. */
  readonly news: ((exchange: Exchange) => Promise<ReadonlyMap<string, string>>) | null;
}

/** Whether a step of any of a table's paths is this subject, by its short name: `iktbruks`, `be`. */
export function isUnderSubject(
  { subjectPaths }: Pick<CatalogueTable, 'subjectPaths'>,
  subject: string,
): boolean {
  const folded = subject.toLowerCase();
  return subjectPaths.some((path) => path.some(({ id }) => id.toLowerCase() === folded));
}
