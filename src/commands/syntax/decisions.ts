import type { Command } from 'commander';
import type { RejectOptions } from '../reject.ts';
import type { ReleaseOptions } from '../release.ts';
import type { RollbackOptions } from '../rollback.ts';
import { type Run, wholeNumber } from './run.ts';

const TABLE = 'such as ssb:07459 or 07459';
const REASON = 'kept with the decision and the name of the operating-system user';

/** Commands with which a person decides what stands. */
export function addDecisionCommands(program: Command, run: Run): void {
  program
    .command('release')
    .description('publish what a gate held of a table')
    .argument('<table>', TABLE)
    .option('--reason <text>', REASON)
    .option('--changes <n>', 'most differences to list', wholeNumber(0), 0)
    .action(async (table: string, options: Omit<ReleaseOptions, 'table'>, command: Command) =>
      run(command, async (context) =>
        (await import('../release.ts')).release(context, { table, ...options }),
      ),
    );

  program
    .command('reject')
    .description('refuse what a gate held of a table; the same state is not held again')
    .argument('<table>', TABLE)
    .option('--reason <text>', REASON)
    .action(async (table: string, options: Omit<RejectOptions, 'table'>, command: Command) =>
      run(command, async (context) =>
        (await import('../reject.ts')).reject(context, { table, ...options }),
      ),
    );

  program
    .command('rollback')
    .description('publish an earlier vintage of a table again, as a new vintage')
    .argument('<table>', TABLE)
    .requiredOption('--to <vintage>', 'whose cells are to stand again', wholeNumber(1))
    .option('--reason <text>', REASON)
    .option('--changes <n>', 'most differences to list', wholeNumber(0), 0)
    .action(async (table: string, options: Omit<RollbackOptions, 'table'>, command: Command) =>
      run(command, async (context) =>
        (await import('../rollback.ts')).rollback(context, { table, ...options }),
      ),
    );
}
