import type { Catalogue, SubjectEntry, TableEntry } from '../config/catalogue.ts';
import { parseTableName } from '../config/table-name.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { FILE_PROVIDER } from '../extract/file/provider.ts';
import { type CatalogueTable, isUnderSubject } from '../extract/table-catalogue.ts';
import type { SyncTarget } from '../pipeline/sync.ts';
import { tableName } from '../transform/table.ts';
import type { OpenSource } from './open-source.ts';
import { requireCatalogue } from './require-catalogue.ts';
import { knownProviders } from './table-argument.ts';

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
  const named = catalogue.entries.filter((entry): entry is TableEntry => entry.kind === 'table');
  const targets = new Map<string, SyncTarget>(
    named.map(({ ref, select, gates }) => [tableName(ref), { ref, selection: select, gates }]),
  );
  if (names.length > 0) {
    return names.map((name) => {
      const ref = parseTableName(name, knownProviders(catalogue));
      if (ref.provider === FILE_PROVIDER) throw cameAsDocument(name);
      return targets.get(tableName(ref)) ?? { ref, selection: {} };
    });
  }
  const subjects = catalogue.entries.filter(
    (entry): entry is SubjectEntry => entry.kind === 'subject',
  );
  const tablesOf = createTableLists(sourceOf);
  for (const { provider, subject, select, gates } of subjects) {
    const listed = await tablesOf(provider);
    for (const { id } of listed.filter((table) => isUnderSubject(table, subject))) {
      const ref = { provider, table: id };
      if (!targets.has(tableName(ref)))
        targets.set(tableName(ref), { ref, selection: select, gates });
    }
  }
  return [...targets.values()];
}

/**
 * Lists the tables of a provider, once however many subjects are asked for: a search knows no
 * subjects, so the whole catalogue is read.
 */
export function createTableLists(
  sourceOf: SourceOf,
): (provider: string) => Promise<readonly CatalogueTable[]> {
  const read = new Map<string, Promise<readonly CatalogueTable[]>>();
  return async (provider) => {
    const tables =
      read.get(provider) ??
      sourceOf(provider).then(async ({ service, ask }) =>
        requireCatalogue(provider, service).search({ words: '', discontinued: false }, ask),
      );
    read.set(provider, tables);
    return tables;
  };
}

function cameAsDocument(name: string): StatbankError {
  return new StatbankError(
    'SB_USAGE',
    `${name} came from a document and cannot be synced. Import the document again: statbank import FILE.`,
  );
}
