import type { Lane } from '../extract/budget/call-budget.ts';
import { type ClassificationTarget, syncClassification } from '../pipeline/classification.ts';
import { KLASS_PROVIDER } from '../extract/klass/source.ts';
import { createProviderStops } from '../pipeline/provider-stops.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { CommandContext } from './context.ts';
import { openKlass } from './open-klass.ts';

/** Fetches classifications within a run, and publishes those that differ. A bad one stops no other. */
export async function syncClassifications(
  context: CommandContext,
  workshop: Workshop,
  runId: string,
  targets: readonly ClassificationTarget[],
  lane: Lane,
  dryRun: boolean,
): Promise<readonly TableReport[]> {
  const source = openKlass(context, workshop, lane);
  const stops = createProviderStops();
  const progress = context.output.progress('classifications', targets.length);
  try {
    const reports: TableReport[] = [];
    for (const target of targets) {
      context.signal.throwIfAborted();
      const ref = { provider: KLASS_PROVIDER, table: target.id };
      progress.note(target.id);
      const report =
        stops.before(ref) ?? (await syncClassification(workshop, source, runId, target, dryRun));
      stops.after(ref, report);
      reports.push(report);
      progress.advance();
    }
    return reports;
  } finally {
    progress.stop();
    source.close();
  }
}

/** The same for those that the catalogue lists; without any, KLASS is left alone. */
export async function syncListedClassifications(
  context: CommandContext,
  workshop: Workshop,
  runId: string,
  dryRun: boolean,
): Promise<readonly TableReport[]> {
  const { classifications } = await context.catalogue();
  return classifications.length === 0
    ? []
    : syncClassifications(context, workshop, runId, classifications, 'nightly', dryRun);
}

/** One of those that the catalogue lists, when the schedule says that it is due. */
export async function syncScheduledClassification(
  context: CommandContext,
  workshop: Workshop,
  runId: string,
  id: string,
  lane: Lane,
): Promise<TableReport> {
  const { classifications } = await context.catalogue();
  const target = classifications.find((one) => one.id === id) ?? { id, correspondences: [] };
  const source = openKlass(context, workshop, lane);
  try {
    return await syncClassification(workshop, source, runId, target, false);
  } finally {
    source.close();
  }
}
