import type { Provider } from '../extract/provider.ts';
import type { TableRef } from '../transform/table.ts';
import { archivedTable } from './archived-table.ts';
import { publishTask, type PublishMode } from './publish-task.ts';
import type { TableReport } from './table-report.ts';
import { type VintageChoice, vintageTask } from './vintage-task.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/**
 * Reads the archived responses of a vintage with today's program and publishes the result if
 * it differs from what stands. Touches no network. Replaying an earlier vintage publishes
 * its cells again as a new one; history is never rewritten. Gates judge what today's program
 * makes of the newest bytes; an earlier vintage is asked for by a person and passes.
 */
export async function replayTable(
  workshop: Workshop,
  provider: Provider,
  runId: string,
  ref: TableRef,
  choice: VintageChoice,
  mode: PublishMode,
): Promise<TableReport> {
  const { fetchTaskId, vintage } = await vintageTask(workshop, ref, choice);
  const asked = choice.kind === 'latest' ? { base: vintage } : { gates: null };
  return withTask(workshop, runId, 'replay', ref, fetchTaskId, async (task, inTask) => {
    const fetch = await workshop.journal.readFetch(fetchTaskId);
    return publishTask(inTask, task, await archivedTable(workshop, provider, fetch, task.taskId), {
      ...mode,
      ...asked,
    });
  });
}
