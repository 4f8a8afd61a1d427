import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';

/** How a run ended: all tables well, some of them, none, or stopped before the end. */
export type RunOutcome = 'complete' | 'partial' | 'fail' | 'abort';

/** Notes that a command begins; returns its id. */
export async function startRun(
  db: Kysely<Database>,
  command: string,
  programVersion: string,
): Promise<string> {
  const runId = randomUUID();
  await db
    .insertInto('ops.run')
    .values({ run_id: runId, command, program_version: programVersion })
    .execute();
  return runId;
}

/** Notes how a run ended. A run ends once: a second end changes nothing. */
export async function finishRun(
  db: Kysely<Database>,
  runId: string,
  outcome: RunOutcome,
): Promise<void> {
  await db
    .updateTable('ops.run')
    .set({ outcome, finished_at: sql`clock_timestamp()` })
    .where('run_id', '=', runId)
    .where('finished_at', 'is', null)
    .execute();
}
