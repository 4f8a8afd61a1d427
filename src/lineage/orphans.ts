import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import { hasEnded, type ProcessIdentity } from './process-identity.ts';

interface OpenRun {
  readonly run_id: string;
  readonly holder: string | null;
  readonly place: string | null;
  readonly expired: boolean;
}

/**
 * Ends the runs of processes that are gone: the run as abort, its open tasks as failed. A
 * process is gone when its lease has expired, or at once where it can be seen from here that
 * it ended. Each run is ended once, however many processes look.
 *
 * @returns the runs that were ended
 */
export async function endOrphans(
  db: Kysely<Database>,
  observer: ProcessIdentity,
): Promise<readonly string[]> {
  const { rows } = await sql<OpenRun>`
    select r.run_id, l.holder, l.place, coalesce(l.expires_at <= clock_timestamp(), true) as expired
    from ops.run r
    left join ops.lease l on l.name = 'run:' || r.run_id
    where r.finished_at is null`.execute(db);
  const ended: string[] = [];
  for (const { run_id: runId, holder, place, expired } of rows) {
    const gone = expired || (holder !== null && (await hasEnded({ holder, place }, observer)));
    if (gone && (await endOrphan(db, runId, expired))) ended.push(runId);
  }
  return ended;
}

async function endOrphan(db: Kysely<Database>, runId: string, expired: boolean): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // A holder that is about to commit has its lease locked: it lives after all.
    const locked = await sql`
      delete from ops.lease
      where name = (
        select name from ops.lease
        where name = 'run:' || ${runId} and (not ${expired} or expires_at <= clock_timestamp())
        for update skip locked)`.execute(transaction);
    if (locked.numAffectedRows === 0n) {
      const { rows } = await sql`
        select from ops.lease where name = 'run:' || ${runId}`.execute(transaction);
      if (rows.length > 0) return false;
    }
    const run = await sql`
      update ops.run set outcome = 'abort', finished_at = clock_timestamp()
      where run_id = ${runId} and finished_at is null`.execute(transaction);
    await sql`
      update ops.task
      set outcome = 'failed', finished_at = clock_timestamp(), error_code = 'SB_LEASE_LOST',
        error_message = 'The process that worked on it ended, or was silent for longer than its lease.'
      where run_id = ${runId} and finished_at is null`.execute(transaction);
    return run.numAffectedRows === 1n;
  });
}
