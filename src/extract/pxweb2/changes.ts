import type { Exchange } from '../provider.ts';
import type { CatalogueTable } from '../table-catalogue.ts';
import type { PxWebAgency } from './agency.ts';
import { instant } from './describe.ts';
import { searchTables } from './search.ts';

/** More than SSB's whole catalogue of 7,800 tables: the server sets no bound to a page. */
const PAGE_SIZE = 10_000;

/**
 * The tables with a publication in the last days, or the whole catalogue, discontinued tables
 * included. `updated` is an ISO instant, or null where none is stated or it is unreadable.
 *
 * @param pastDays by the server's clock; null for everything
 */
export async function listTables(
  agency: PxWebAgency,
  pastDays: number | null,
  exchange: Exchange,
): Promise<readonly CatalogueTable[]> {
  const tables = await searchTables(
    agency,
    {
      query: '',
      includeDiscontinued: true,
      pageSize: PAGE_SIZE,
      ...(pastDays === null ? {} : { pastDays }),
    },
    exchange,
  );
  return tables.map((table) => ({ ...table, updated: instant(table.updated) }));
}

/**
 * The table that took another's place: same title and same variables under another number,
 * not discontinued itself. Null without one, and where several would fit.
 */
export async function findSuccessor(
  agency: PxWebAgency,
  { table, title, variables }: { table: string; title: string; variables: readonly string[] },
  exchange: Exchange,
): Promise<string | null> {
  // Words alone: signs have a meaning in a search, and AND is what words are combined with.
  const query = (title.match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
  if (query === '') return null;
  const wanted = identity(title, variables);
  const found = (await searchTables(agency, { query, pageSize: 100 }, exchange)).filter(
    (other) =>
      other.id !== table &&
      !other.discontinued &&
      identity(other.title, other.variables) === wanted,
  );
  const [only] = found;
  return found.length === 1 && only !== undefined ? only.id : null;
}

function identity(title: string, variables: readonly string[]): string {
  const folded = variables.map((variable) => variable.trim().toLowerCase()).toSorted();
  return JSON.stringify([title.trim().toLowerCase(), ...folded]);
}
