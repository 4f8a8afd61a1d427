import { Command, type OutputConfiguration } from 'commander';
import { addAnalystCommands } from './syntax/analysts.ts';
import { addDecisionCommands } from './syntax/decisions.ts';
import { addDatabaseCommands } from './syntax/database.ts';
import { addOperationsCommands } from './syntax/operations.ts';
import { addReportCommands } from './syntax/reports.ts';
import type { Run } from './syntax/run.ts';
import { addTableCommands } from './syntax/tables.ts';
import { addSourceCommands } from './syntax/sources.ts';

/** The command line: every command with its arguments and options, none of its work. */
export function createProgram(
  version: string,
  run: Run,
  writers: Pick<OutputConfiguration, 'writeOut' | 'writeErr'>,
): Command {
  const program = new Command('statbank')
    .description(
      'Official statistics from SSB StatBank in one Postgres star schema, with the history of every cell and the bytes behind every number.',
    )
    .version(version)
    .option('--json', 'print facts as one JSON document')
    .option('-q, --quiet', 'print facts and errors only')
    .option('--database-url <url>', 'Postgres to publish in (DATABASE_URL)')
    .option('--home <folder>', 'embedded server, state and archive (STATBANK_HOME)')
    .option('--archive <folder>', 'every response ever received (STATBANK_ARCHIVE)')
    .option('--catalogue <file>', 'tables to load (STATBANK_CATALOGUE)')
    .option('--log-level <level>', 'how much is logged to standard error (STATBANK_LOG_LEVEL)')
    .option('--debug', 'print errors with their stack (STATBANK_DEBUG)')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      ...writers,
      outputError: (text, write) => write(text.replace(/^error: /, 'error SB_USAGE: ')),
    });
  addTableCommands(program, run);
  addDecisionCommands(program, run);
  addSourceCommands(program, run);
  addOperationsCommands(program, run);
  addReportCommands(program, run);
  addAnalystCommands(program, run);
  addDatabaseCommands(program, run);
  return program;
}
