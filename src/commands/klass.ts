import { EXIT, type ExitCode } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { listClassifications } from '../extract/klass/list.ts';
import type { ClassificationTarget } from '../pipeline/classification.ts';
import { replayClassification } from '../pipeline/replay-classification.ts';
import type { TableReport } from '../pipeline/table-report.ts';
import {
  publishedClassifications,
  wantedClassifications,
} from '../pipeline/wanted-classifications.ts';
import { withRun } from '../pipeline/with-run.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { Command, CommandContext } from './context.ts';
import { openKlass } from './open-klass.ts';
import { printReports } from './print-reports.ts';
import { syncClassifications } from './sync-classifications.ts';
import { withWorkshop } from './with-workshop.ts';

export interface KlassOptions {
  /** Numbers; none means those of the catalogue and those that loaded tables name. */
  readonly ids: readonly string[];
  readonly list?: boolean;
  /** Whether to read the archive again, offline. */
  readonly replay?: boolean;
  readonly dryRun?: boolean;
}

/** Fetches classifications and publishes those that differ; or lists, or replays them. */
export const klass: Command<KlassOptions> = async (context, options) =>
  withWorkshop(context, async (workshop) => {
    if (options.list === true) return list(context, workshop, options);
    const targets = await targetsOf(context, workshop, options);
    const dryRun = options.dryRun === true;
    const reports = await withRun(workshop, 'klass', async (runId) => {
      if (options.replay !== true) {
        return syncClassifications(context, workshop, runId, targets, 'interactive', dryRun);
      }
      const replayed: TableReport[] = [];
      for (const { id } of targets) {
        replayed.push(await replayClassification(workshop, runId, id, dryRun));
      }
      return replayed;
    });
    return printReports(
      context.output,
      reports,
      dryRun,
      'Nothing to do: no loaded table names a classification, and the catalogue lists none.',
    );
  });

async function targetsOf(
  context: CommandContext,
  workshop: Workshop,
  { ids, replay }: KlassOptions,
): Promise<readonly ClassificationTarget[]> {
  if (ids.length === 0 && replay === true) return publishedClassifications(workshop);
  const { classifications } = await context.catalogue();
  if (ids.length === 0) return wantedClassifications(workshop, classifications);
  return ids.map(
    (id) => classifications.find((target) => target.id === id) ?? { id, correspondences: [] },
  );
}

async function list(
  context: CommandContext,
  workshop: Workshop,
  { ids, replay }: KlassOptions,
): Promise<ExitCode> {
  if (ids.length > 0 || replay === true) {
    throw new StatbankError('SB_USAGE', '--list shows all classifications: it takes nothing else.');
  }
  const source = openKlass(context, workshop, 'interactive');
  try {
    const classifications = await listClassifications(source.klass, source.ask);
    context.output.facts({ classifications }, (facts, page) =>
      page.table(
        [
          { title: 'number', value: ({ id }) => id, align: 'right' },
          { title: 'name', value: ({ name }) => name },
        ],
        facts.classifications,
      ),
    );
    return EXIT.ok;
  } finally {
    source.close();
  }
}
