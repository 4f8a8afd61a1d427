import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import { diffTable } from '../pipeline/diff.ts';
import type { Command } from './context.ts';
import { printChanges } from './print-reports.ts';
import { knownProviders } from './table-argument.ts';
import { counted } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';

export interface DiffOptions {
  readonly table: string;
  readonly from?: number;
  readonly to?: number;
  readonly changes: number;
}

/** Shows what differs between two vintages of a table, by default the newest and the one before. */
export const diff: Command<DiffOptions> = async (context, options) => {
  const ref = parseTableName(options.table, knownProviders(await context.catalogue()));
  return withWorkshop(context, async (workshop) => {
    const found = await diffTable(
      workshop,
      ref,
      options.from ?? null,
      options.to ?? null,
      options.changes,
    );
    context.output.facts(found, ({ table, from, to, counts, changes }, page) => {
      page.line(
        `${table}, ${from === 0 ? `vintage ${to}, its first` : `vintage ${from} to ${to}`}: ${counted(counts.added, 'cell')} added, ` +
          `${counts.changed} changed, ${counts.withdrawn} withdrawn`,
      );
      if (changes.length > 0) {
        page.line();
        printChanges(page, changes);
      }
    });
    return EXIT.ok;
  });
};
