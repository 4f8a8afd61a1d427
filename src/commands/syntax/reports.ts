import type { Command } from 'commander';
import type { ReportCheckOptions } from '../report-check.ts';
import { languageOption, type Run } from './run.ts';

/** Commands that hold published texts against the figures of today. */
export function addReportCommands(program: Command, run: Run): void {
  program.commandsGroup('Reports:');
  const report = program
    .command('report')
    .description('hold a published report against the figures of today');

  report
    .command('check')
    .description('evaluate every claim of a report, or every marked number of a text')
    .argument(
      '[file]',
      'a report file (.yaml), or a text with marked numbers (.md); the packaged report if none is given',
    )
    .option(
      '--fail-on <verdicts>',
      'end with 9 if a claim has one of these verdicts, such as drifted,waiting-for-data; broken stands for all under which a claim may not be told as it is',
    )
    .option('--all', 'list every claim, not only those that need a look')
    .addOption(languageOption())
    .action(async (file: string | undefined, options: CheckFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../report-check.ts')).reportCheck(context, {
          file: file ?? null,
          ...options,
        }),
      ),
    );
}

type CheckFlags = Omit<ReportCheckOptions, 'file'>;
