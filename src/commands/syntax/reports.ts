import { type Command, Option } from 'commander';
import type { ReportAddOptions } from '../report-add/report-add.ts';
import type { ExportProofOptions } from '../export-proof.ts';
import type { ReportCheckOptions } from '../report-check.ts';
import type { ReportRenderOptions } from '../report-render.ts';
import { decimalNumber, languageOption, type Run, wholeNumber } from './run.ts';

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

  report
    .command('add')
    .description(
      'bind a printed number: find a table, choose cells, see number and verdict, write it; asks on a terminal',
    )
    .argument(
      '[words...]',
      'words of a title; or a table such as ssb:07459 and its cells as VARIABLE=CODE: 0301, 1,2, 016..105+, *, newest; VARIABLE=?WORD lists the values with this word',
    )
    .option('--sum <cells>', 'add the cells, which must be so many', wholeNumber(1))
    .option('--factor <number>', 'from the table’s unit to the text’s, such as 0.1', decimalNumber)
    .option(
      '--printed <text>',
      'what the text prints, such as "om lag 50 prosent": see its verdict',
    )
    .option(
      '--about <step>',
      'it is printed as about: 5 holds from half of that below to half above',
      decimalNumber,
    )
    .option('--write <file>', 'write the binding to this report file')
    .option('--claim <id>', 'the claim that it is for; one that is not there is added')
    .option('--text <sentence>', 'what an added claim says')
    .option('--source <name>', 'which of the report’s sources an added claim is from')
    .addOption(
      new Option('--as <place>', 'the source, or the cell that keeps the printed figure')
        .choices(['current', 'published'])
        .default('current'),
    )
    .addOption(languageOption())
    .action(async (words: string[], options: AddFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../report-add/report-add.ts')).reportAdd(context, { words, ...options }),
      ),
    );

  report
    .command('render')
    .description('make one self-contained page of a report that was checked, with all evidence')
    .argument('[report]', 'its id; the only one that was checked if not given')
    .addOption(
      new Option('--format <format>', 'HTML page, Markdown or JSON')
        .choices(['html', 'md', 'json'])
        .default('html'),
    )
    .option('-o, --output <file>', 'where to write it; standard output if not given')
    .addOption(languageOption())
    .action(async (id: string | undefined, options: RenderFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../report-render.ts')).reportRender(context, { id: id ?? null, ...options }),
      ),
    );

  program
    .command('export-proof')
    .description(
      'write a zip that proves a claim’s numbers offline: responses, hashes, SQL, and a page that recomputes',
    )
    .argument('<claim>', 'such as C057')
    .option('--report <id>', 'the report that it is in; the only one that was checked if not given')
    .option('-o, --output <file>', 'where to write it; CLAIM.zip here if not given')
    .addOption(languageOption())
    .action(async (claim: string, options: Omit<ExportProofOptions, 'claim'>, command: Command) =>
      run(command, async (context) =>
        (await import('../export-proof.ts')).exportProof(context, { claim, ...options }),
      ),
    );
}

type RenderFlags = Omit<ReportRenderOptions, 'id'>;

type AddFlags = Omit<ReportAddOptions, 'words'>;

type CheckFlags = Omit<ReportCheckOptions, 'file'>;
