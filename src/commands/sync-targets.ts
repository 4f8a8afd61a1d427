import type { Catalogue, SubjectEntry, TableEntry } from '../config/catalogue.ts';
import { parseTableName } from '../config/table-name.ts';
import { tablesOfSubject } from '../extract/pxweb2/search.ts';
import type { SyncTarget } from '../pipeline/sync.ts';
import { tableName } from '../transform/table.ts';
import type { OpenSource } from './open-source.ts';

/** Gives the open source of a provider; opened once, however often it is asked for. */
export type SourceOf = (providerId: string) => Promise<OpenSource>;

/**
 * What to sync: the tables that are named, each with the catalogue's selection where it has
 * one, or everything in the catalogue. A table that is listed by itself keeps its own
 * selection when a subject contains it too.
 */
export async function syncTargets(
  catalogue: Catalogue,
  names: readonly string[],
  sourceOf: SourceOf,
): Promise<readonly SyncTarget[]> {
  const listed = catalogue.entries.filter((entry): entry is TableEntry => entry.kind === 'table');
  const targets = new Map<string, SyncTarget>(
    listed.map(({ ref, select }) => [tableName(ref), { ref, selection: select }]),
  );
  if (names.length > 0) {
    return names.map((name) => {
      const ref = parseTableName(name, [...catalogue.providers.keys()]);
      return targets.get(tableName(ref)) ?? { ref, selection: {} };
    });
  }
  const subjects = catalogue.entries.filter(
    (entry): entry is SubjectEntry => entry.kind === 'subject',
  );
  for (const { provider, subject, select } of subjects) {
    const { agency, ask } = await sourceOf(provider);
    for (const { id } of await tablesOfSubject(agency, subject, ask)) {
      const ref = { provider, table: id };
      if (!targets.has(tableName(ref))) targets.set(tableName(ref), { ref, selection: select });
    }
  }
  return [...targets.values()];
}
