import { StatbankError } from '../errors/statbank-error.ts';
import { failureAction } from '../extract/failure-action.ts';
import type { FetchProgress } from '../pipeline/fetch-table.ts';
import type { PublishMode } from '../pipeline/publish-task.ts';
import { failureReport, type TableReport } from '../pipeline/table-report.ts';
import { syncTable, type SyncTarget } from '../pipeline/sync.ts';
import { withRun } from '../pipeline/with-run.ts';
import { withTask } from '../pipeline/with-task.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { tableName } from '../transform/table.ts';
import type { Command, CommandContext } from './context.ts';
import { openSource, type OpenSource } from './open-source.ts';
import { printReports } from './print-reports.ts';
import { type SourceOf, syncTargets } from './sync-targets.ts';
import { withWorkshop } from './with-workshop.ts';

export interface SyncOptions {
  /** Names; none means everything in the catalogue. */
  readonly tables: readonly string[];
  readonly dryRun?: boolean;
  /** How many differences to list per table. */
  readonly changes: number;
}

/** Fetches tables and publishes those that differ from what stands. */
export const sync: Command<SyncOptions> = async (context, options) =>
  withWorkshop(context, async (workshop) => {
    const reports = await withRun(workshop, 'sync', (runId) =>
      syncAll(context, workshop, runId, options),
    );
    return printReports(
      context.output,
      reports,
      options.dryRun === true,
      'Nothing to do: the subjects of the catalogue have no tables. Check their short names, or name a table.',
    );
  });

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
  const open = new Map<string, Promise<OpenSource>>();
  const sourceOf = async (id: string): Promise<OpenSource> => {
    const source = open.get(id) ?? openSource(context, workshop, id, lane);
    open.set(id, source);
    return source;
  };
  const mode = { dryRun: options.dryRun === true, changes: options.changes };
  try {
    const targets = await syncTargets(await context.catalogue(), options.tables, sourceOf);
    const stopped = new Map<string, StatbankError>();
    const reports: TableReport[] = [];
    const progress = output.progress('tables', targets.length);
    try {
      for (const target of targets) {
        signal.throwIfAborted();
        const name = tableName(target.ref);
        const { provider } = target.ref;
        const stop = stopped.get(provider);
        progress.note(name);
        const report =
          stop === undefined
            ? await syncTarget(workshop, sourceOf, runId, target, mode, (done, total) => {
                if (total > 1) progress.note(`${name} ${done}/${total}`);
              })
            : failureReport(name, stop);
        if (stop === undefined && report.error !== null) {
          const { code, message } = report.error;
          if (failureAction(new StatbankError(code, message)) === 'stop-provider') {
            stopped.set(
              provider,
              new StatbankError(code, `Not tried, as ${name} was answered: ${message}`),
            );
          }
        }
        reports.push(report);
        progress.advance();
      }
    } finally {
      progress.stop();
    }
    return reports;
  } finally {
    for (const source of open.values())
      await source.then(
        (opened) => opened.close(),
        () => undefined,
      );
  }
}

/** A source that cannot be opened fails its own tables, and no other provider's. */
async function syncTarget(
  workshop: Workshop,
  sourceOf: SourceOf,
  runId: string,
  target: SyncTarget,
  mode: PublishMode,
  onProgress: FetchProgress,
): Promise<TableReport> {
  const source = await sourceOf(target.ref.provider).catch((error: unknown) => ({ error }));
  return 'error' in source
    ? withTask(workshop, runId, 'sync', target.ref, null, () => Promise.reject(source.error))
    : syncTable(workshop, source, runId, target, mode, onProgress);
}
