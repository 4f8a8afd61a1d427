import type { Provider } from '../extract/provider.ts';
import type { Person } from '../lineage/runs.ts';
import type { TableRef } from '../transform/table.ts';
import { archivedTable } from './archived-table.ts';
import { publishTask, type PublishMode } from './publish-task.ts';
import type { TableReport } from './table-report.ts';
import { vintageTask } from './vintage-task.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/**
 * Publishes an earlier vintage again as a new one, past all gates. History stays as it is. The
 * state that is taken back counts as rejected, or the next sync would bring it again.
 *
 * @throws StatbankError SB_LOAD_NOTHING_TO_REPLAY if the table has no such vintage
 */
export async function rollbackTable(
  workshop: Workshop,
  provider: Provider,
  runId: string,
  ref: TableRef,
  vintage: number,
  person: Person,
  mode: Pick<PublishMode, 'changes'>,
): Promise<TableReport> {
  const { fetchTaskId } = await vintageTask(workshop, ref, { kind: 'vintage', vintage });
  return withTask(workshop, runId, 'rollback', ref, fetchTaskId, async (task, inTask) => {
    const fetch = await workshop.journal.readFetch(fetchTaskId);
    return publishTask(inTask, task, await archivedTable(workshop, provider, fetch, task.taskId), {
      ...mode,
      dryRun: false,
      gates: null,
      refusing: person,
    });
  });
}
