import type { FetchRecord } from '../extract/archive/fetch-record.ts';
import { KLASS_PROVIDER } from '../extract/klass/source.ts';
import type { Provider } from '../extract/provider.ts';
import { recordRequest } from '../lineage/requests.ts';
import { archivedTable } from './archived-table.ts';
import { publishArchivedClassification } from './classification.ts';
import type { PastPublication } from './past-publications.ts';
import { publishTask } from './publish-task.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** How a provider is found for archived responses: by the id in the fetch. */
export type ProviderOf = (providerId: string) => Provider;

/**
 * Publishes the past again, in its order and with its times, into the workshop's database.
 * The first task that reads a fetch takes its id, as that is what the archive knows it by: so
 * what was rebuilt can be replayed.
 *
 * @param onTable told after each state
 */
export async function rebuild(
  workshop: Workshop,
  runId: string,
  past: AsyncIterable<PastPublication>,
  providerOf: ProviderOf,
  onTable: (report: TableReport) => void,
): Promise<readonly TableReport[]> {
  const reports: TableReport[] = [];
  for await (const { ref, fetchedBy, committedAt } of past) {
    const again = await hasTask(workshop, fetchedBy);
    const report = await withTask(
      workshop,
      runId,
      'rebuild',
      ref,
      again ? fetchedBy : null,
      async (task, inTask) => {
        const fetch = await workshop.journal.readFetch(fetchedBy);
        if (!again) await recordRequests(workshop, fetch);
        if (ref.provider === KLASS_PROVIDER) {
          const how = { dryRun: false, committedAt: committedAt ?? fetch.startedAt, noted: false };
          return publishArchivedClassification(inTask, task, fetch, how);
        }
        const provider = providerOf(ref.provider);
        const publication = await archivedTable(workshop, provider, fetch, task.taskId);
        return publishTask(
          inTask,
          task,
          { ...publication, committedAt: committedAt ?? publication.observedAt },
          { dryRun: false, changes: 0, gates: null, noted: false },
        );
      },
      again ? undefined : fetchedBy,
    );
    onTable(report);
    reports.push(report);
  }
  return reports;
}

async function hasTask({ db }: Workshop, taskId: string): Promise<boolean> {
  const row = await db
    .selectFrom('ops.task')
    .select('task_id')
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row !== undefined;
}

async function recordRequests({ db }: Workshop, { taskId, responses }: FetchRecord): Promise<void> {
  for (const [ordinal, response] of responses.entries()) {
    // The last attempt counts when the same bytes come again.
    const attempt = response.superseded ? 1 : 2;
    await recordRequest(db, taskId, ordinal, { ...response, attempt });
  }
}
