import { StatbankError } from '../errors/statbank-error.ts';
import type { Provider } from '../extract/provider.ts';
import type { Person } from '../lineage/runs.ts';
import { finishTask } from '../lineage/tasks.ts';
import { type Held, openHeld, rejectHeld } from '../load/gates/held.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { archivedTable } from './archived-table.ts';
import { publishTask, type PublishMode } from './publish-task.ts';
import type { TableReport } from './table-report.ts';
import { withTask } from './with-task.ts';
import type { Workshop } from './workshop.ts';

/**
 * Publishes what is held of a table as a vintage, from its archived responses and past all
 * gates.
 *
 * @throws StatbankError SB_GATE_NOTHING_HELD
 */
export async function releaseTable(
  workshop: Workshop,
  provider: Provider,
  runId: string,
  ref: TableRef,
  person: Person,
  mode: Pick<PublishMode, 'changes'>,
): Promise<TableReport> {
  const { fetchTaskId } = await requireHeld(workshop, ref);
  return withTask(workshop, runId, 'release', ref, fetchTaskId, async (task, inTask) => {
    const fetch = await workshop.journal.readFetch(fetchTaskId);
    return publishTask(inTask, task, await archivedTable(workshop, provider, fetch, task.taskId), {
      ...mode,
      dryRun: false,
      gates: null,
      decision: { decision: 'released', ...person },
    });
  });
}

/**
 * Refuses what is held of a table: the same state is not asked about again, and the vintage
 * that stands stays.
 *
 * @throws StatbankError SB_GATE_NOTHING_HELD
 */
export async function rejectTable(
  workshop: Workshop,
  runId: string,
  ref: TableRef,
  person: Person,
): Promise<TableReport> {
  const held = await requireHeld(workshop, ref);
  return withTask(workshop, runId, 'reject', ref, held.fetchTaskId, async (task) => {
    const { vintage, added, changed, withdrawn, unchanged } = held;
    const end = { outcome: 'rejected', vintage, added, changed, withdrawn, unchanged } as const;
    await workshop.db.transaction().execute(async (db) => {
      if (!(await rejectHeld(db, held, person))) throw nothingHeld(ref);
      await finishTask(db, task.taskId, end);
    });
    return {
      ...end,
      table: tableName(ref),
      labelsChanged: false,
      findings: [],
      changes: [],
      error: null,
    };
  });
}

async function requireHeld({ db }: Workshop, ref: TableRef): Promise<Held> {
  const held = await openHeld(db, ref);
  if (held === null) throw nothingHeld(ref);
  return held;
}

function nothingHeld(ref: TableRef): StatbankError {
  return new StatbankError(
    'SB_GATE_NOTHING_HELD',
    `Nothing of ${tableName(ref)} is held: there is nothing to release or to reject. "statbank status" lists what is.`,
    { context: { table: tableName(ref) } },
  );
}
