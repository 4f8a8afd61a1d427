import type { Command } from 'commander';
import type { SimulateOptions } from '../simulate.ts';
import { wholeNumber, type Run } from './run.ts';

/** How many hits fit on a screen. */
const SEARCH_LIMIT = 20;

const SECONDS_A_DAY = 86_400;

/** Commands that ask a source and write nothing: search, describe, plan; and simulate, a source to rehearse with. */
export function addSourceCommands(program: Command, run: Run): void {
  program.commandsGroup('Sources:');

  program
    .command('search')
    .description('find tables by words in their titles, variables and subjects')
    .argument(
      '<words...>',
      'words that must all occur; * at the end of a word stands for any ending',
    )
    .option('--provider <id>', 'source to ask', 'ssb')
    .option('--limit <n>', 'most tables to list', wholeNumber(1), SEARCH_LIMIT)
    .option('--discontinued', 'list tables that are no longer updated, too')
    .action(async (words: string[], options: SearchFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../search.ts')).search(context, { words, ...options }),
      ),
    );

  program
    .command('describe')
    .description('show a table’s variables, values, measures and groupings')
    .argument('<table>', 'such as ssb:07459 or 07459')
    .option('--values', 'list every value, not only the first of each variable')
    .action(async (table: string, options: { values?: true }, command: Command) =>
      run(command, async (context) =>
        (await import('../describe.ts')).describe(context, { table, ...options }),
      ),
    );

  program
    .command('plan')
    .description('show the requests, cells and minutes that fetching a table takes')
    .argument('<table>', 'such as ssb:07459; its selection is read from the catalogue')
    .option('--whole', 'plan the whole table, whatever the catalogue selects')
    .action(async (table: string, options: { whole?: true }, command: Command) =>
      run(command, async (context) =>
        (await import('../plan.ts')).plan(context, { table, ...options }),
      ),
    );

  program
    .command('simulate')
    .description(
      'serve example tables the way SSB does, until it is stopped: that is its good end, 0',
    )
    .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0), 0)
    .option('--tables <folder>', 'folder of table files; the packaged examples if not given')
    .option('--timeline <file>', 'publications to come, by day; without it nothing changes')
    .option(
      '--day <seconds>',
      'how long a day of the timeline lasts',
      wholeNumber(1),
      SECONDS_A_DAY,
    )
    .action(async (options: SimulateOptions, command: Command) =>
      run(command, async (context) => (await import('../simulate.ts')).simulate(context, options)),
    );
}

interface SearchFlags {
  readonly provider: string;
  readonly limit: number;
  readonly discontinued?: true;
}
