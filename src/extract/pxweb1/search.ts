import type { Exchange } from '../provider.ts';
import { tableTitle } from '../query/title.ts';
import type { CatalogueTable } from '../table-catalogue.ts';
import type { PxWeb1Agency } from './agency.ts';
import { readHits, type SearchBody } from './bodies.ts';
import { plainTitle } from './plain-title.ts';
import { searchRequest } from './requests.ts';

/** SSB's own numbers stand in front of the title, and its server takes them without a path. */
const NUMBERED = /^(\d{5}): /;

function tableOf({ id, path, title }: SearchBody[number]): CatalogueTable {
  const [, number] = NUMBERED.exec(title) ?? [];
  const table = number ?? [...path.split('/').filter((step) => step !== ''), id].join('/');
  return {
    id: table,
    title: tableTitle(plainTitle(title), table, null, null),
    // `published` has no zone, and is not what the data say of themselves.
    updated: null,
    firstPeriod: null,
    lastPeriod: null,
    timeUnit: null,
    discontinued: false,
    variables: [],
    subjectPaths: [
      path
        .split('/')
        .filter((step) => step !== '')
        .map((step) => ({ id: step, label: step })),
    ],
  };
}

/**
 * Tables by words, or all of them for none. A table that is filed under several subjects comes once
 * for each, and is given once with all of its paths.
 *
 * @throws StatbankError as the exchange and the reader
 */
export async function searchTables(
  agency: PxWeb1Agency,
  words: string,
  exchange: Exchange,
): Promise<readonly CatalogueTable[]> {
  const hits = readHits(await exchange(searchRequest(agency, words), 'document'));
  const found = new Map<string, CatalogueTable>();
  for (const hit of hits) {
    const key = JSON.stringify([hit.id, hit.title]);
    const table = tableOf(hit);
    const earlier = found.get(key);
    found.set(
      key,
      earlier === undefined
        ? table
        : { ...earlier, subjectPaths: [...earlier.subjectPaths, ...table.subjectPaths] },
    );
  }
  return [...found.values()];
}
