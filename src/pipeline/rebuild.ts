import { sql } from 'kysely';
import type { FetchRecord } from '../extract/archive/fetch-record.ts';
import type { Provider } from '../extract/provider.ts';
import { recordRequest } from '../lineage/requests.ts';
import { archivedTable } from './archived-table.ts';
import { publishTask } from './publish-task.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/** One published state: the fetch that it was made from, and when it became visible. */
export interface PastPublication {
  readonly fetch: FetchRecord;
  /** ISO instant; null where no database remembers: then the moment of the last response stands in. */
  readonly committedAt: string | null;
}

/** How a provider is found for archived responses: by the id in the fetch. */
export type ProviderOf = (providerId: string) => Provider;

/** Everything that was ever published, as the present database remembers it, in order. */
export async function* rememberedPublications({
  db,
  journal,
}: Pick<Workshop, 'db' | 'journal'>): AsyncGenerator<PastPublication> {
  const rows = await sql<{ fetch_task_id: string; committed_at: string }>`
    select coalesce(t.fetched_by, t.task_id) as fetch_task_id, v.committed_at
    from star.dim_vintage v
    join ops.task t on t.task_id = v.task_id
    order by v.committed_at, v.dataset_key, v.vintage`.execute(db);
  for (const row of rows.rows) {
    yield { fetch: await journal.readFetch(row.fetch_task_id), committedAt: row.committed_at };
  }
}

/** Every whole fetch in the archive, in order: what remains when the database is lost. */
export async function* archivedPublications({
  journal,
}: Pick<Workshop, 'journal'>): AsyncGenerator<PastPublication> {
  for await (const fetch of journal.listFetches()) {
    if (fetch.complete) yield { fetch, committedAt: null };
  }
}

/**
 * Publishes the past again, in its order and with its times, into the workshop's database.
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
  for await (const { fetch, committedAt } of past) {
    const report = await withTask(
      workshop,
      runId,
      'rebuild',
      fetch.ref,
      null,
      async (task, inTask) => {
        for (const [ordinal, response] of fetch.responses.entries()) {
          await recordRequest(workshop.db, task.taskId, ordinal, response);
        }
        const publication = await archivedTable(
          workshop,
          providerOf(fetch.ref.provider),
          fetch,
          task.taskId,
        );
        return publishTask(
          inTask,
          task,
          { ...publication, committedAt: committedAt ?? publication.observedAt },
          { dryRun: false, changes: 0, gates: null },
        );
      },
    );
    onTable(report);
    reports.push(report);
  }
  return reports;
}
