import type { Exchange } from '../provider.ts';
import type { CatalogueTable } from '../table-catalogue.ts';
import type { PxWebAgency } from './agency.ts';
import { cataloguePageBody, type CataloguePageBody, type EntryBody, readBody } from './bodies.ts';
import { acceptJson, problemTitle } from './failure.ts';
import { searchRequest } from './requests.ts';
import { timeUnitOf } from './time-unit.ts';
import { tableTitle } from '../query/title.ts';

export interface SearchOptions {
  readonly query: string;
  /** The agency's first language where absent. */
  readonly language?: string;
  readonly includeDiscontinued?: boolean;
  readonly pageSize?: number;
  /** Only tables with a publication in so many days. */
  readonly pastDays?: number;
}

/** SSB's 7,800 tables in eight answers of about 1.5 MB each. */
const PAGE_SIZE = 1_000;

function catalogueTable(entry: EntryBody): CatalogueTable {
  const firstPeriod = entry.firstPeriod ?? null;
  const lastPeriod = entry.lastPeriod ?? null;
  return {
    id: entry.id,
    title: tableTitle(entry.label, entry.id, firstPeriod, lastPeriod),
    updated: entry.updated ?? null,
    firstPeriod,
    lastPeriod,
    timeUnit: timeUnitOf(entry.timeUnit),
    discontinued: entry.discontinued === true,
    variables: entry.variableNames ?? [],
    subjectPaths: (entry.paths ?? []).map((path) => path.map(({ id, label }) => ({ id, label }))),
  };
}

/** A page, or null past the end of the catalogue. */
async function fetchPage(
  agency: PxWebAgency,
  options: SearchOptions,
  pageNumber: number,
  exchange: Exchange,
): Promise<CataloguePageBody | null> {
  const request = searchRequest(agency, {
    query: options.query,
    language: options.language ?? agency.languages[0],
    includeDiscontinued: options.includeDiscontinued ?? false,
    pageNumber,
    pageSize: options.pageSize ?? PAGE_SIZE,
    pastDays: options.pastDays ?? null,
  });
  const response = await exchange(request, 'document');
  if (pageNumber > 1 && problemTitle(response) === 'Non-existent page') return null;
  return readBody(cataloguePageBody, acceptJson(response, 'catalogue'), 'catalogue');
}

/**
 * Searches an agency's catalogue. Pages are counted here: the links that the server gives lose
 * parameters. The index may be rebuilt between two pages, so a table that comes
 * twice is given once, and a page that has ceased to exist is the end.
 *
 * @throws StatbankError as `acceptJson` and the exchange
 */
export async function searchTables(
  agency: PxWebAgency,
  options: SearchOptions,
  exchange: Exchange,
): Promise<readonly CatalogueTable[]> {
  const found = new Map<string, CatalogueTable>();
  let pages = 1;
  for (let pageNumber = 1; pageNumber <= pages; pageNumber += 1) {
    const body = await fetchPage(agency, options, pageNumber, exchange);
    if (body === null) break;
    pages = body.page.totalPages;
    for (const entry of body.tables) {
      if (!found.has(entry.id)) found.set(entry.id, catalogueTable(entry));
    }
  }
  return [...found.values()];
}
