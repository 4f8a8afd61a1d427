import { planAudit } from '../pipeline/audit.ts';
import { saveAudited } from '../lineage/table-looks.ts';
import { createProviderStops } from '../pipeline/provider-stops.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import { withRun } from '../pipeline/with-run.ts';
import { tableName } from '../transform/table.ts';
import type { Command } from './context.ts';
import { openSources } from './open-sources.ts';
import { printReports } from './print-reports.ts';
import { syncTarget } from './sync-target.ts';
import { type SourceOf, syncTargets } from './sync-targets.ts';
import { withWorkshop } from './with-workshop.ts';

export interface AuditOptions {
  /** Most calls to make. */
  readonly calls: number;
}

/**
 * Fetches tables again that seem unchanged, the longest unquestioned first, and tells which
 * changed under the publisher's old stamp. What differs is published like any other vintage.
 */
export const audit: Command<AuditOptions> = async (context, { calls }) =>
  withWorkshop(context, async (workshop) => {
    const { db, now, signal } = workshop;
    const { output } = context;
    const sources = openSources(context, workshop);
    const sourceOf: SourceOf = async (id) => sources.of(id, 'audit');
    try {
      const targets = await syncTargets(await context.catalogue(), [], sourceOf);
      const { chosen, tooLarge } = await planAudit(db, targets, calls);
      const reports = await withRun(workshop, 'audit', async (runId) => {
        const stops = createProviderStops();
        const done: TableReport[] = [];
        const progress = output.progress('tables', chosen.length);
        try {
          for (const target of chosen) {
            signal.throwIfAborted();
            progress.note(tableName(target.ref));
            const mode = { dryRun: false, changes: 0 };
            const report =
              stops.before(target.ref) ??
              (await syncTarget(workshop, sourceOf, runId, target, mode, () => undefined));
            stops.after(target.ref, report);
            await saveAudited(db, target.ref, now());
            done.push(report);
            progress.advance();
          }
        } finally {
          progress.stop();
        }
        return done;
      });
      for (const { table, calls: needed } of tooLarge) {
        context.logger.warn({ table, needed, calls }, 'takes more calls than the audit has');
      }
      return printReports(
        output,
        reports,
        false,
        tooLarge.length === 0
          ? 'Nothing to audit: no table of the catalogue was fetched and seems unchanged.'
          : `Nothing fits into ${calls} calls: ${tooLarge.map((table) => `${table.table} takes ${table.calls}`).join(', ')}. Give more with --calls.`,
      );
    } finally {
      await sources.close();
    }
  });
