import type { Kysely } from 'kysely';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Outcome } from '../extract/archive/ending.ts';
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
  /** Whether the journal is told what became of the responses; false for a rebuild, which was told by it. */
  readonly noted?: boolean;
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
  const { ref } = publication.description;
  let ended = false;
  const note = async (outcome: Outcome, committedAt: string | null = null): Promise<void> => {
    // Responses that were read again have an ending already; only a new vintage is news.
    if (mode.noted === false || (outcome !== 'published' && task.fetchedBy !== task.taskId)) return;
    await durable(workshop, 'note-ending', async () =>
      workshop.journal.noteEnding({ ...task, ref, outcome, committedAt }),
    );
  };
  const finish = async (to: Kysely<Database>, end: TaskEnd): Promise<void> =>
    durable(workshop, 'end-task', async () => {
      await finishTask(to, task.taskId, end);
      ended = true;
    });
  if (mode.dryRun) await note('tried');
  const begun = performance.now();
  const result = await publish(pool, publication, {
    ...mode,
    ...(step === undefined ? {} : { step }),
    ...(largeTable === undefined ? {} : { largeTable }),
    keepOrder: task.fetchedBy !== task.taskId,
    gates: mode.gates === undefined ? gatePolicy() : mode.gates,
    onChunk: (chunk, cells, ms) =>
      logger.debug({ chunk, cells, ms: Math.round(ms) }, 'chunk loaded'),
    beforeCommit: async (session, published) => {
      if (!(await holdTaskLease(session.db, task.taskId))) throw leaseLost();
      // Before the commit: a vintage that the journal has not heard of would be lost with the database.
      if (published.outcome !== 'unchanged') await note(published.outcome, published.committedAt);
      await finish(session.db, {
        outcome: published.outcome,
        vintage: published.vintage,
        ...published.counts,
      });
      if (published.outcome !== 'published') return;
      await workshop.onPublished?.(session, publication.description.ref, task.taskId);
    },
  }).catch(async (error: unknown) => {
    if (isRefusal(error)) await note('refused');
    throw error;
  });
  const { outcome, vintage, counts } = result;
  logger.debug({ outcome, ms: Math.round(performance.now() - begun) }, 'publishing ended');
  if (mode.dryRun || outcome === 'unchanged') {
    const nothing = { added: 0, changed: 0, withdrawn: 0, unchanged: counts.unchanged };
    await finish(db, { outcome: outcome === 'unchanged' ? outcome : 'tried', vintage, ...nothing });
  } else if (!ended) {
    if (outcome !== 'published') await note(outcome);
    await finish(db, { outcome, vintage, ...counts });
  }
  return {
    table: tableName(ref),
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

/** True for responses that must not be published, whatever the state of database and archive. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof StatbankError &&
    (error.exitCode === EXIT.data || error.code === 'SB_LOAD_OVERTAKEN')
  );
}
