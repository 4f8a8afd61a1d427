import type { Command } from 'commander';
import type { FindingsOptions } from '../findings.ts';
import type { PruneOptions } from '../prune.ts';
import type { RunsOptions } from '../runs.ts';
import type { ServeOptions } from '../serve.ts';
import type { SummaryOptions } from '../summary.ts';
import { languageOption, type Run, wholeNumber } from './run.ts';

/** How many runs and findings fit on a screen. */
const LIMIT = 20;

/** The port that `serve` takes if it is free: any that no other service is known for. */
const PORT = 9745;

/** Commands for those who keep it running: runs, findings, summary, prune, serve. */
export function addOperationsCommands(program: Command, run: Run): void {
  program.commandsGroup('Operation:');

  program
    .command('runs')
    .description('show what ran, newest first')
    .option('--since <moment>', 'a span such as 24h or 7d, a date, or an instant')
    .option('--limit <n>', 'most runs to list', wholeNumber(1), LIMIT)
    .action(async (options: RunsOptions, command: Command) =>
      run(command, async (context) => (await import('../runs.ts')).runs(context, options)),
    );

  program
    .command('findings')
    .description('show what checks found in responses, newest first')
    .argument('[table]', 'such as ssb:07459 or 07459; all tables if none is given')
    .option('--since <moment>', 'a span such as 24h or 7d, a date, or an instant')
    .option('--limit <n>', 'most findings to list', wholeNumber(1), LIMIT)
    .action(
      async (
        table: string | undefined,
        options: Omit<FindingsOptions, 'table'>,
        command: Command,
      ) =>
        run(command, async (context) =>
          (await import('../findings.ts')).findings(context, {
            ...options,
            ...(table === undefined ? {} : { table }),
          }),
        ),
    );

  program
    .command('summary')
    .description('tell in words what happened; posted to STATBANK_WEBHOOK too, if that is set')
    .option('--since <moment>', 'a span such as 24h or 7d, a date, or an instant', '24h')
    .addOption(languageOption())
    .option('--email', 'print a message with headers, for sendmail -t')
    .option('--from <address>', 'sender of the e-mail; statbank at this host if not given')
    .option('--to <address>', 'receiver of the e-mail')
    .action(async (options: SummaryOptions, command: Command) =>
      run(command, async (context) => (await import('../summary.ts')).summary(context, options)),
    );

  program
    .command('prune')
    .description('give up old logs, and responses that nothing rests on; never a vintage')
    .requiredOption(
      '--requests-older-than <moment>',
      'logs from before: a span such as 400d, a date, or an instant',
    )
    .option('--objects', 'take responses that only these logs had out of the archive, too')
    .option('--apply', 'do it; without this, only tell what would be done')
    .action(async (options: PruneOptions, command: Command) =>
      run(command, async (context) => (await import('../prune.ts')).prune(context, options)),
    );

  const lineage = program.command('lineage').description('OpenLineage events of runs and tables');
  lineage
    .command('ship')
    .description(
      'tell the lineage service what it has not been told; every sync does so at its end',
    )
    .action(async (_options: object, command: Command) =>
      run(command, async (context) =>
        (await import('../lineage.ts')).shipLineageEvents(context, {}),
      ),
    );

  program
    .command('serve')
    .description('serve the site, /healthz, /readyz and /metrics over HTTP')
    .option(
      '--host <address>',
      'address to listen on; others than this machine need another',
      '127.0.0.1',
    )
    .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0), PORT)
    .action(async (options: ServeOptions, command: Command) =>
      run(command, async (context) => (await import('../serve.ts')).serve(context, options)),
    );
}
