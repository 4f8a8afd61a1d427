import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import type { DictionaryOptions } from '../dictionary.ts';
import type { ExportOptions } from '../export.ts';
import type { MetabaseOptions } from '../metabase.ts';
import type { PackOptions } from '../pack.ts';
import type { Run } from './run.ts';

/** Commands that hand on what is published: dictionary, export, pack, and Metabase. A reader's rights are enough for all but the last, which makes a login. */
export function addAnalystCommands(program: Command, run: Run): void {
  program.commandsGroup('For analysts:');

  program
    .command('dictionary')
    .description('write a page about every table: variables, units, notes, terms, and queries')
    .requiredOption('--out <folder>', 'where to; made if it does not exist')
    .addOption(languageOption())
    .action(async (options: DictionaryOptions, command: Command) =>
      run(command, async (context) =>
        (await import('../dictionary.ts')).dictionary(context, options),
      ),
    );

  program
    .command('export')
    .description('write tables as CSV or Parquet, with what their columns mean')
    .argument('[tables...]', 'such as ssb:07459 or 07459')
    .option('--all', 'every table that is published, and the dimensions that they share')
    .addOption(
      new Option('--format <format>', 'of the files').choices(['csv', 'parquet']).default('csv'),
    )
    .requiredOption('--out <folder>', 'where to; made if it does not exist')
    .addOption(languageOption())
    .action(async (tables: string[], options: Omit<ExportOptions, 'tables'>, command: Command) =>
      run(command, async (context) =>
        (await import('../export.ts')).exportTables(context, { tables, ...options }),
      ),
    );

  program
    .command('pack')
    .description('write what a BI tool has to know of the tables, in the tool’s own form')
    .addArgument(new Argument('<tool>', 'whose form').choices(TOOLS))
    .requiredOption('--out <folder>', 'where to; made if it does not exist')
    .addOption(languageOption())
    .action(
      async (tool: PackOptions['tool'], options: Omit<PackOptions, 'tool'>, command: Command) =>
        run(command, async (context) =>
          (await import('../pack.ts')).pack(context, { tool, ...options }),
        ),
    );

  program
    .command('metabase')
    .description('give a running Metabase a login that only reads, and the dashboard of the report')
    .requiredOption(
      '--url <address>',
      'where Metabase is, such as http://127.0.0.1:3000',
      webAddress,
    )
    .option(
      '--email <address>',
      'of whoever administers Metabase; made if Metabase is new. STATBANK_METABASE_PASSWORD is the password',
      'statbank@example.org',
    )
    .addOption(languageOption())
    .action(async (options: MetabaseOptions, command: Command) =>
      run(command, async (context) => (await import('../metabase.ts')).metabase(context, options)),
    );
}

function webAddress(text: string): string {
  if (URL.canParse(text) && /^https?:\/\/[^@]+$/.test(text)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('It must be an http or https address without user or password.');
}

/** Here too, so that `--help` loads no pack. */
const TOOLS: readonly PackOptions['tool'][] = [
  'powerbi',
  'superset',
  'metabase',
  'tableau',
  'dbt',
  'frictionless',
  'csvw',
];

function languageOption(): Option {
  return new Option('--language <language>', 'of views, columns and words')
    .choices(['no', 'en'])
    .default('no');
}
