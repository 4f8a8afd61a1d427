import { EXIT } from '../errors/codes.ts';
import { tableStatus, type TableStatus } from '../pipeline/status.ts';
import { freshness, type Freshness } from '../schedule/freshness.ts';
import type { Command } from './context.ts';
import { forecastDue } from './due-forecast.ts';
import { forecastText } from './forecast-text.ts';
import { counted, type Column } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

/** Shows every table: how fresh it is by its publisher's calendar, and how the last look at it ended. */
export const status: Command<object> = async (context) =>
  withWorkshop(context, async (workshop) => {
    const { db, now } = workshop;
    const moment = now();
    const due = await forecastDue(context, workshop);
    const tables = (await tableStatus(db)).map((table) => ({
      ...table,
      freshness: freshness(table, moment),
    }));
    context.output.facts({ tables, due }, (facts, page) => {
      if (facts.tables.length === 0) {
        page.line('No table is here yet. "statbank sync" fetches those of the catalogue.');
        return;
      }
      page.table(COLUMNS, facts.tables);
      page.line();
      page.line(`${counted(facts.tables.length, 'table')}; query them as mart.<view>`);
      for (const waiting of facts.due) {
        page.line(
          `due of ${waiting.provider}: ${counted(waiting.tables, 'table')}, ${forecastText(waiting)}`,
        );
      }
    });
    return EXIT.ok;
  });

const COLUMNS: readonly Column<TableStatus & { readonly freshness: Freshness }>[] = [
  { title: 'table', value: ({ table }) => table },
  { title: 'view', value: ({ view }) => view },
  { title: 'vintage', value: ({ vintage }) => vintage, align: 'right' },
  { title: 'cells', value: ({ cells }) => cells, align: 'right' },
  { title: 'source updated', value: ({ sourceUpdatedAt }) => minute(sourceUpdatedAt) },
  { title: 'freshness', value: (table) => table.freshness.words },
  { title: 'next look', value: ({ nextDueAt }) => minute(nextDueAt) },
  { title: 'last look', value: ({ lastTaskAt }) => minute(lastTaskAt) },
  { title: 'outcome', value: ({ lastOutcome }) => lastOutcome },
  { title: 'error', value: ({ errorCode }) => errorCode },
  { title: 'title', value: ({ title }) => title },
];

/** An instant for a column: to the minute, in UTC. */
export function minute(instant: string | null): string {
  return instant === null ? '' : `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
