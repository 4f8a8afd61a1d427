import { type Command, Option } from 'commander';
import type { DictionaryOptions } from '../dictionary.ts';
import type { Run } from './run.ts';

/** Commands that hand on what is published: dictionary, export, pack. A reader's rights are enough for them. */
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
}

function languageOption(): Option {
  return new Option('--language <language>', 'of views, columns and words')
    .choices(['no', 'en'])
    .default('no');
}
