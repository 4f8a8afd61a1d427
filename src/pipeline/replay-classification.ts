import { StatbankError } from '../errors/statbank-error.ts';
import { KLASS_PROVIDER } from '../extract/klass/source.ts';
import { klassUrn } from '../transform/classification/classification.ts';
import { publishArchivedClassification } from './classification.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** Reads the newest archived state of a classification again, offline, and publishes what differs. */
export async function replayClassification(
  workshop: Workshop,
  runId: string,
  id: string,
  dryRun: boolean,
): Promise<TableReport> {
  const fetchedBy = await newestFetch(workshop, id);
  const ref = { provider: KLASS_PROVIDER, table: id };
  return withTask(workshop, runId, 'replay', ref, fetchedBy, async (task, inTask) => {
    const fetch = await workshop.journal.readFetch(fetchedBy);
    return publishArchivedClassification(inTask, task, fetch, {
      dryRun,
      committedAt: null,
      noted: true,
    });
  });
}

async function newestFetch({ db }: Workshop, id: string): Promise<string> {
  const row = await db
    .selectFrom('star.classification_vintage as v')
    .innerJoin('star.dim_concept as c', 'c.concept_key', 'v.concept_key')
    .innerJoin('ops.task as t', 't.task_id', 'v.task_id')
    .select((each) => each.fn.coalesce('t.fetched_by', 't.task_id').as('fetched_by'))
    .where('c.urn', '=', klassUrn(id))
    .orderBy('v.vintage', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row !== undefined) return row.fetched_by;
  throw new StatbankError(
    'SB_LOAD_NOTHING_TO_REPLAY',
    `Classification ${id} was never published in this database. "statbank klass ${id}" fetches it.`,
    { context: { classification: id } },
  );
}
