import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { failureAction } from '../extract/failure-action.ts';
import { failureReport, type TableReport } from '../pipeline/table-report.ts';
import { syncTable } from '../pipeline/sync.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import { tableName } from '../transform/table.ts';
import type { Command, CommandContext } from './context.ts';
import { openSource, type OpenSource } from './open-source.ts';
import { printReports } from './print-reports.ts';
import { syncTargets } from './sync-targets.ts';
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
    return reports.length === 0
      ? EXIT.ok
      : printReports(context.output, reports, options.dryRun === true);
  });

/** The work of `sync` within a run. */
export async function syncAll(
  context: CommandContext,
  workshop: Workshop,
  runId: string,
  options: SyncOptions,
): Promise<readonly TableReport[]> {
  const { output, signal } = context;
  const open = new Map<string, Promise<OpenSource>>();
  const sourceOf = async (id: string): Promise<OpenSource> => {
    const source = open.get(id) ?? openSource(context, workshop, id);
    open.set(id, source);
    return source;
  };
  const mode = { dryRun: options.dryRun === true, changes: options.changes };
  try {
    const targets = await syncTargets(await context.catalogue(), options.tables, sourceOf);
    const stopped = new Map<string, StatbankError>();
    const reports: TableReport[] = [];
    const progress = output.progress('tables', targets.length);
    for (const target of targets) {
      signal.throwIfAborted();
      const name = tableName(target.ref);
      const stop = stopped.get(target.ref.provider);
      progress.note(name);
      const report =
        stop === undefined
          ? await syncTable(
              workshop,
              await sourceOf(target.ref.provider),
              runId,
              target,
              mode,
              (done, total) => {
                if (total > 1) progress.note(`${name} ${done}/${total}`);
              },
            )
          : failureReport(name, stop);
      const error =
        report.error === null ? null : new StatbankError(report.error.code, report.error.message);
      if (failureAction(error) === 'stop-provider' && stop === undefined && error !== null) {
        stopped.set(
          target.ref.provider,
          new StatbankError(error.code, `Not tried, as ${name} was answered: ${error.message}`),
        );
      }
      reports.push(report);
      progress.advance();
    }
    progress.stop();
    return reports;
  } finally {
    for (const source of open.values())
      await source.then(
        (opened) => opened.close(),
        () => undefined,
      );
  }
}
