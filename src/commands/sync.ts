import { StatbankError } from '../errors/statbank-error.ts';
import type { ExitCode } from '../errors/codes.ts';
import { createProviderStops } from '../pipeline/provider-stops.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { tableName } from '../transform/table.ts';
import type { SyncTarget } from '../pipeline/sync.ts';
import { changedTables } from './changed-tables.ts';
import type { Command, CommandContext } from './context.ts';
import { syncDue } from './due-work.ts';
import { shipAfterwards } from './lineage.ts';
import { openSources } from './open-sources.ts';
import { printReports } from './print-reports.ts';
import { syncListedClassifications } from './sync-classifications.ts';
import { syncTarget } from './sync-target.ts';
import { type SourceOf, syncTargets } from './sync-targets.ts';
import { withWorkshop } from './with-workshop.ts';

export interface SyncOptions {
  /** Whether to do once what the schedule says is due, and nothing else. */
  readonly due?: boolean;
  /** Names; none means everything in the catalogue. */
  readonly tables: readonly string[];
  readonly dryRun?: boolean;
  /** Whether everything in the catalogue is fetched, changed or not. */
  readonly all?: boolean;
  /** How many differences to list per table. */
  readonly changes: number;
}

/** Fetches tables and publishes those that differ from what stands. */
export const sync: Command<SyncOptions> = async (context, options) =>
  withWorkshop(context, async (workshop) => {
    if (options.due === true) return syncWhatIsDue(context, workshop, options);
    const reports = await withRun(workshop, 'sync', async (runId) => [
      ...(await syncAll(context, workshop, runId, options)),
      ...(options.tables.length > 0
        ? []
        : await syncListedClassifications(context, workshop, runId, options.dryRun === true)),
    ]);
    await shipAfterwards(context, workshop);
    return printReports(
      context.output,
      reports,
      options.dryRun === true,
      'Nothing to do: the tables of the catalogue show nothing new at their source (--all fetches them nevertheless), or its subjects have no tables.',
    );
  });

async function syncWhatIsDue(
  context: CommandContext,
  workshop: Workshop,
  { tables, dryRun }: SyncOptions,
): Promise<ExitCode> {
  if (tables.length > 0 || dryRun === true) {
    throw new StatbankError(
      'SB_USAGE',
      '--due does what the schedule says: it takes no tables and no --dry-run.',
    );
  }
  const reports = await syncDue(context, workshop, 'sync --due');
  await shipAfterwards(context, workshop);
  return printReports(context.output, reports, false, 'Nothing is due.');
}

/** The tables of which the source's catalogue shows something new. */
async function onlyChanged(
  workshop: Workshop,
  wanted: readonly SyncTarget[],
  sourceOf: SourceOf,
): Promise<readonly SyncTarget[]> {
  const { due, quiet } = await changedTables(workshop, wanted, sourceOf);
  for (const { target, reason } of due) {
    workshop.logger.info({ table: tableName(target.ref), reason }, 'to be fetched');
  }
  workshop.logger.info({ due: due.length, quiet: quiet.length }, 'looked at the catalogue');
  return due.map(({ target }) => target);
}

/** The work of `sync` within a run. */
export async function syncAll(
  context: CommandContext,
  workshop: Workshop,
  runId: string,
  options: SyncOptions,
): Promise<readonly TableReport[]> {
  const { output, signal } = context;
  // Whoever names a table waits for it.
  const lane = options.tables.length > 0 ? 'interactive' : 'nightly';
  const sources = openSources(context, workshop);
  const sourceOf: SourceOf = async (id) => sources.of(id, lane);
  const mode = { dryRun: options.dryRun === true, changes: options.changes };
  try {
    const wanted = await syncTargets(await context.catalogue(), options.tables, sourceOf);
    const targets =
      options.tables.length > 0 || options.all === true
        ? wanted
        : await onlyChanged(workshop, wanted, sourceOf);
    const stops = createProviderStops();
    const reports: TableReport[] = [];
    const progress = output.progress('tables', targets.length);
    try {
      for (const target of targets) {
        signal.throwIfAborted();
        const name = tableName(target.ref);
        progress.note(name);
        const report =
          stops.before(target.ref) ??
          (await syncTarget(workshop, sourceOf, runId, target, mode, (done, total) => {
            if (total > 1) progress.note(`${name} ${done}/${total}`);
          }));
        stops.after(target.ref, report);
        reports.push(report);
        progress.advance();
      }
    } finally {
      progress.stop();
    }
    return reports;
  } finally {
    await sources.close();
  }
}
