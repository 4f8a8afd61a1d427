import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Database } from '../postgres/database.generated.ts';
import { type Lease, releaseLease, takeLease } from './leases.ts';
import { waitForPrune } from './prune-lock.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** How a run ended: all tables well, some of them, none, or stopped before the end. */
export type RunOutcome = 'complete' | 'partial' | 'fail' | 'abort';

/** A run that has begun, and the lease without which it may publish nothing. */
export interface Run {
  readonly runId: string;
  readonly lease: Lease;
}

/** Who decided something, and why, where a run carries out a person's decision. */
export interface Person {
  /** Name of the operating-system user. */
  readonly by: string;
  readonly reason: string | null;
}

/** Notes that a command begins, under a lease that its process has to renew. */
export async function startRun(
  db: Kysely<Database>,
  command: string,
  programVersion: string,
  identity: ProcessIdentity,
  leaseSeconds: number,
  person: Person | null = null,
): Promise<Run> {
  const runId = randomUUID();
  return db.transaction().execute(async (transaction) => {
    await waitForPrune(transaction);
    const lease = await takeLease(transaction, `run:${runId}`, identity, leaseSeconds);
    if (lease === null) {
      throw new StatbankError('SB_UNEXPECTED', `The lease of the new run ${runId} is taken.`);
    }
    await transaction
      .insertInto('ops.run')
      .values({
        run_id: runId,
        command,
        program_version: programVersion,
        lease_token: lease.token,
        decided_by: person?.by ?? null,
        reason: person?.reason ?? null,
      })
      .execute();
    return Object.freeze({ runId, lease });
  });
}

/**
 * Notes how a run ended. A run ends once: a second end changes nothing. A task whose end could not
 * be written, as its connection broke just then, ends with its run.
 */
export async function finishRun(
  db: Kysely<Database>,
  { runId, lease }: Run,
  outcome: RunOutcome,
): Promise<void> {
  // Before the run: whoever dies in between leaves a run without an end, which others will end.
  await sql`
    update ops.task
    set outcome = 'failed', finished_at = clock_timestamp(), error_code = 'SB_LEASE_LOST',
      error_message = 'The run ended before what became of this table could be written.'
    where run_id = ${runId} and finished_at is null`.execute(db);
  await db
    .updateTable('ops.run')
    .set({ outcome, finished_at: sql`clock_timestamp()` })
    .where('run_id', '=', runId)
    .where('finished_at', 'is', null)
    .execute();
  await releaseLease(db, lease);
}
