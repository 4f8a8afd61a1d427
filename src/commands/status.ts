import { EXIT } from '../errors/codes.ts';
import { tableStatus, type TableStatus } from '../pipeline/status.ts';
import type { Command } from './context.ts';
import { counted, type Column } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

/** Shows every table: how fresh it is, and how the last look at it ended. */
export const status: Command<object> = async (context) =>
  withWorkshop(context, async ({ db }) => {
    const tables = await tableStatus(db);
    context.output.facts({ tables }, (facts, page) => {
      if (facts.tables.length === 0) {
        page.line('No table is here yet. "statbank sync" fetches those of the catalogue.');
        return;
      }
      page.table(COLUMNS, facts.tables);
      page.line();
      page.line(`${counted(facts.tables.length, 'table')}; query them as mart.<view>`);
    });
    return EXIT.ok;
  });

const COLUMNS: readonly Column<TableStatus>[] = [
  { title: 'table', value: ({ table }) => table },
  { title: 'view', value: ({ view }) => view },
  { title: 'vintage', value: ({ vintage }) => vintage, align: 'right' },
  { title: 'cells', value: ({ cells }) => cells, align: 'right' },
  { title: 'source updated', value: ({ sourceUpdatedAt }) => minute(sourceUpdatedAt) },
  { title: 'last look', value: ({ lastTaskAt }) => minute(lastTaskAt) },
  { title: 'outcome', value: ({ lastOutcome }) => lastOutcome },
  { title: 'error', value: ({ errorCode }) => errorCode },
  { title: 'title', value: ({ title }) => title },
];

function minute(instant: string | null): string {
  return instant === null ? '' : `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
