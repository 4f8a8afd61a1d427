import type { Kysely } from 'kysely';
import { holdTaskLease, leaseLost } from '../lineage/leases.ts';
import type { Person } from '../lineage/runs.ts';
import { finishTask, type Task, type TaskEnd } from '../lineage/tasks.ts';
import type { Decision } from '../load/gates/held.ts';
import type { Publication } from '../load/publication.ts';
import { publish } from '../load/publish.ts';
import { durable } from '../load/steps.ts';
import type { Database } from '../postgres/database.generated.ts';
import { type GatePolicy, gatePolicy } from '../transform/gate.ts';
import { tableName } from '../transform/table.ts';
import { gateFindings } from './gate-findings.ts';
import type { TableReport } from './table-report.ts';
import type { Workshop } from './workshop.ts';

/** How much to do and to tell. */
export interface PublishMode {
  readonly dryRun: boolean;
  /** How many differences to list. */
  readonly changes: number;
  /** What the gates may stop; the defaults if it is left out, null for no gates. */
  readonly gates?: GatePolicy | null;
  /** See `PublishOptions.base`. */
  readonly base?: number | null;
  /** What becomes of what is held of the table if this is published; superseded by default. */
  readonly decision?: Decision;
  /** Who takes the standing vintage back by publishing this one, if anybody does. */
  readonly refusing?: Person;
}

/**
 * Publishes and ends the task: in the publishing or holding transaction when something was
 * written, else right after. A dry run ends the task as unchanged, as that is what it left behind.
 */
export async function publishTask(
  workshop: Workshop,
  task: Task,
  publication: Publication,
  mode: PublishMode,
): Promise<TableReport> {
  const { pool, db, logger, step, largeTable } = workshop;
  let ended = false;
  const finish = async (to: Kysely<Database>, end: TaskEnd): Promise<void> =>
    durable(workshop, 'end-task', async () => {
      await finishTask(to, task.taskId, end);
      ended = true;
    });
  const result = await publish(pool, publication, {
    ...mode,
    ...(step === undefined ? {} : { step }),
    ...(largeTable === undefined ? {} : { largeTable }),
    gates: mode.gates === undefined ? gatePolicy() : mode.gates,
    onChunk: (chunk, cells, ms) =>
      logger.debug({ chunk, cells, ms: Math.round(ms) }, 'chunk loaded'),
    beforeCommit: async (session, published) => {
      if (!(await holdTaskLease(session.db, task.taskId))) throw leaseLost();
      await finish(session.db, {
        outcome: published.outcome,
        vintage: published.vintage,
        ...published.counts,
      });
    },
  });
  const { outcome, vintage, counts } = result;
  if (mode.dryRun || outcome === 'unchanged') {
    const nothing = { added: 0, changed: 0, withdrawn: 0, unchanged: counts.unchanged };
    await finish(db, { outcome: 'unchanged', vintage, ...nothing });
  } else if (!ended) {
    await finish(db, { outcome, vintage, ...counts });
  }
  return {
    table: tableName(publication.description.ref),
    outcome: result.outcome,
    vintage: result.vintage,
    ...result.counts,
    labelsChanged: result.labelsChanged,
    ...(result.again === undefined ? {} : { again: result.again }),
    findings: gateFindings(result),
    changes: result.changes,
    error: null,
  };
}
