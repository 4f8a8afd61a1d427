import type { Command } from 'commander';
import type { AuditOptions } from '../audit.ts';
import type { DiffOptions } from '../diff.ts';
import type { ExplainOptions } from '../explain.ts';
import type { KlassOptions } from '../klass.ts';
import type { ReplayOptions } from '../replay.ts';
import type { ScheduleOptions } from '../schedule.ts';
import { languageOption, type Run, wholeNumber } from './run.ts';

/** How many differences fit on a screen. */
const CHANGES = 10;

/** How many differences are listed where nobody says how many. */
const LISTED = `0, in a dry run ${CHANGES}`;

/** A minute of SSB's 30 calls: some seven tables a night, 500 tables in ten weeks. */
const AUDIT_CALLS = 30;

/** Commands that publish tables and look at what was published. */
export function addTableCommands(program: Command, run: Run): void {
  program.commandsGroup('Tables:');

  program
    .command('quickstart')
    .description(
      'load real example tables from a local stand-in for SSB, and show what can be asked',
    )
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../quickstart.ts')).quickstart(context, {})),
    );

  addPublishing(program, run);

  program
    .command('status')
    .description('show every table: how fresh it is, and how the last look at it ended')
    .action(async (_options: object, command: Command) =>
      run(command, async (context) => (await import('../status.ts')).status(context, {})),
    );

  program
    .command('diff')
    .description('show what differs between two vintages of a table')
    .argument('<table>', 'such as ssb:07459 or 07459')
    .option('--from <vintage>', 'the earlier one; the one before --to if not given', wholeNumber(0))
    .option('--to <vintage>', 'the later one; the newest if not given', wholeNumber(1))
    .option('--changes <n>', 'most differences to list', wholeNumber(0), CHANGES)
    .action(async (table: string, options: Omit<DiffOptions, 'table'>, command: Command) =>
      run(command, async (context) =>
        (await import('../diff.ts')).diff(context, { table, ...options }),
      ),
    );

  program
    .command('explain')
    .description(
      'show everything behind one number, down to its place in the archived bytes, and prove it',
    )
    .argument('<table>', 'such as ssb:07459 or 07459; or a claim of a report, such as C057')
    .argument('[codes...]', 'the cell, as VARIABLE=CODE: Region=0301 Tid=2024')
    .option('--vintage <n>', 'as it stood in an earlier vintage', wholeNumber(1))
    .option('--as-of <date>', 'as it stood here at this date or instant')
    .addOption(languageOption())
    .action(async (table: string, codes: string[], options: ExplainFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../explain.ts')).explain(context, { table, codes, ...options }),
      ),
    );

  program
    .command('rebuild')
    .description('publish everything in the archive again, into an empty database')
    .option('--verify', 'into a scratch database, and compare it with the present one fact by fact')
    .action(async (options: { verify?: true }, command: Command) =>
      run(command, async (context) => (await import('../rebuild.ts')).rebuild(context, options)),
    );
}

function addPublishing(program: Command, run: Run): void {
  program
    .command('sync')
    .description('fetch tables and publish those that differ from what stands')
    .argument(
      '[tables...]',
      'such as ssb:07459 or 07459; everything in the catalogue if none is given',
    )
    .option('--all', 'fetch everything in the catalogue, changed or not')
    .option('--due', 'only what the schedule says is due, each once')
    .option('--dry-run', 'fetch and compare, publish nothing')
    .option(
      '--changes <n>',
      `most differences to list per table (default: ${LISTED})`,
      wholeNumber(0),
    )
    .action(async (tables: string[], options: SyncFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../sync.ts')).sync(context, { tables, ...options, ...listing(options) }),
      ),
    );

  program
    .command('klass')
    .description('fetch classifications from KLASS, such as municipalities with all their changes')
    .argument(
      '[numbers...]',
      'such as 131; those of the catalogue and those that loaded tables name if none is given',
    )
    .option('--list', 'list all classifications instead')
    .option('--replay', 'read the archived responses again, offline')
    .option('--dry-run', 'compare, publish nothing')
    .action(async (ids: string[], options: Omit<KlassOptions, 'ids'>, command: Command) =>
      run(command, async (context) =>
        (await import('../klass.ts')).klass(context, { ids, ...options }),
      ),
    );

  program
    .command('audit')
    .description('fetch tables again that seem unchanged, and tell of silent changes')
    .option('--calls <n>', 'most calls to make', wholeNumber(1), AUDIT_CALLS)
    .action(async (options: AuditOptions, command: Command) =>
      run(command, async (context) => (await import('../audit.ts')).audit(context, options)),
    );

  program
    .command('schedule')
    .description('stay and sync every table when it is due, until stopped')
    .option('--port <n>', 'serve health and metrics there, too; 0 takes a free one', wholeNumber(0))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .action(async (options: ScheduleOptions, command: Command) =>
      run(command, async (context) => (await import('../schedule.ts')).schedule(context, options)),
    );

  program
    .command('replay')
    .description('read a table’s archived responses again, offline, and publish what differs')
    .argument('<table>', 'such as ssb:07459 or 07459')
    .option('--vintage <n>', 'an earlier vintage; its cells become a new one', wholeNumber(1))
    .option('--as-of <date>', 'the vintage that stood here at this date or instant')
    .option('--dry-run', 'show what would change, publish nothing')
    .option('--changes <n>', `most differences to list (default: ${LISTED})`, wholeNumber(0))
    .action(async (table: string, options: ReplayFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../replay.ts')).replay(context, { table, ...options, ...listing(options) }),
      ),
    );

  program
    .command('import')
    .description('publish JSON-stat documents as tables of provider file')
    .argument('<documents...>', 'files or http addresses')
    .option('--dry-run', 'show what would change, publish nothing')
    .option(
      '--changes <n>',
      `most differences to list per table (default: ${LISTED})`,
      wholeNumber(0),
    )
    .action(async (documents: string[], options: PublishFlags, command: Command) =>
      run(command, async (context) =>
        (await import('../import.ts')).importDocuments(context, {
          documents,
          ...options,
          ...listing(options),
        }),
      ),
    );
}

type ExplainFlags = Omit<ExplainOptions, 'table' | 'codes'>;

interface PublishFlags {
  readonly dryRun?: true;
  readonly changes?: number;
}

type SyncFlags = PublishFlags & { readonly all?: true; readonly due?: true };

type ReplayFlags = PublishFlags & Omit<ReplayOptions, 'table' | 'dryRun' | 'changes'>;

/** Whoever only looks wants to see the first differences without asking for them. */
function listing({ dryRun, changes }: PublishFlags): { readonly changes: number } {
  return { changes: changes ?? (dryRun === true ? CHANGES : 0) };
}
