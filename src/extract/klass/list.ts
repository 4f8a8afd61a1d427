import type { Exchange } from '../provider.ts';
import { listBody, readKlass } from './bodies.ts';
import { type KlassSource, listRequest } from './source.ts';

/** A classification as the register lists it. */
export interface ListedClassification {
  readonly id: string;
  readonly name: string;
}

/** Some 170 classifications: two calls. */
const PAGE_SIZE = 100;

/**
 * Lists all classifications, by number. Pages are counted here, from 0, and not followed by
 * the links of the server; one that moved between two pages is listed once.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE, and what the exchange throws
 */
export async function listClassifications(
  source: KlassSource,
  exchange: Exchange,
): Promise<readonly ListedClassification[]> {
  const found = new Map<string, ListedClassification>();
  for (let number = 0; ; number += 1) {
    const response = await exchange(listRequest(source, number, PAGE_SIZE), 'klass:list');
    const { _embedded: embedded, page } = readKlass(listBody, response, 'list of classifications');
    for (const { name, _links: links } of embedded?.classifications ?? []) {
      const id = /\/classifications\/(\d+)$/.exec(links.self.href)?.[1];
      if (id !== undefined) found.set(id, { id, name });
    }
    if (number + 1 >= page.totalPages) break;
  }
  return [...found.values()].toSorted((one, other) => Number(one.id) - Number(other.id));
}
