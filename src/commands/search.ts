import { EXIT } from '../errors/codes.ts';
import type { CatalogueTable } from '../extract/table-catalogue.ts';
import { askSource } from './ask-source.ts';
import { requireCatalogue } from './require-catalogue.ts';
import type { Command } from './context.ts';
import { counted, type Column } from './text-table.ts';

export interface SearchOptions {
  readonly words: readonly string[];
  readonly provider: string;
  /** Most tables to list. */
  readonly limit: number;
  readonly discontinued?: boolean;
}

/** Finds tables by words. */
export const search: Command<SearchOptions> = async (context, options) => {
  const { words, provider, limit, discontinued = false } = options;
  const found = await askSource(context, provider, async ({ service, exchange }) =>
    requireCatalogue(provider, service).search({ words: words.join(' '), discontinued }, exchange),
  );
  const tables = found.slice(0, limit).map((table) => listed(provider, table));
  context.output.facts({ found: found.length, tables }, (facts, page) => {
    if (facts.tables.length > 0) page.table(COLUMNS, facts.tables);
    const shown =
      facts.tables.length < facts.found ? `, the first ${facts.tables.length} shown` : '';
    page.line(`${counted(facts.found, 'table')} found${shown}`);
  });
  return EXIT.ok;
};

type ListedTable = ReturnType<typeof listed>;

function listed(provider: string, { id, subjectPaths, ...table }: CatalogueTable) {
  return {
    table: `${provider}:${id}`,
    ...table,
    subjects: subjectPaths.map((path) => path.map((step) => step.id).join('/')),
  };
}

const COLUMNS: readonly Column<ListedTable>[] = [
  { title: 'table', value: ({ table }) => table },
  { title: 'from', value: ({ firstPeriod }) => firstPeriod },
  { title: 'to', value: ({ lastPeriod }) => lastPeriod },
  { title: 'updated', value: ({ updated }) => updated?.slice(0, 10) },
  {
    title: 'title',
    value: ({ title, discontinued }) => (discontinued ? `${title} (discontinued)` : title),
  },
];
