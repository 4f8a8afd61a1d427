import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Database } from '../postgres/database.generated.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** A right that one process has for a while. The token is higher than that of every earlier holder. */
export interface Lease {
  readonly name: string;
  readonly token: number;
}

/** Takes a lease that is free or has expired; null while another process holds it. */
export async function takeLease(
  db: Kysely<Database>,
  name: string,
  { holder, place }: ProcessIdentity,
  seconds: number,
): Promise<Lease | null> {
  const { rows } = await sql<{ token: number | null }>`
    select ops.take_lease(${name}, ${holder}, ${place}, make_interval(secs => ${seconds})) as token
  `.execute(db);
  const token = rows[0]?.token ?? null;
  return token === null ? null : Object.freeze({ name, token });
}

/** Prolongs a lease by its duration; false if it was lost. A lost lease does not come back. */
export async function renewLease(db: Kysely<Database>, { name, token }: Lease): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select ops.renew_lease(${name}, ${token}) as held`.execute(db);
  return rows[0]?.held ?? false;
}

/** Gives a lease back, if it is held still. */
export async function releaseLease(db: Kysely<Database>, { name, token }: Lease): Promise<void> {
  await sql`select ops.release_lease(${name}, ${token})`.execute(db);
}

/**
 * Whether a run holds its lease. If so, nobody can take it over before the transaction of
 * `db` has ended: what is written in it is written by the holder.
 */
export async function holdRunLease(db: Kysely<Database>, runId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select ops.hold_lease('run:' || run_id, lease_token) as held
    from ops.run where run_id = ${runId}`.execute(db);
  return rows[0]?.held ?? false;
}

/** The same for the run that a task belongs to. */
export async function holdTaskLease(db: Kysely<Database>, taskId: string): Promise<boolean> {
  const { run_id: runId } = await db
    .selectFrom('ops.task')
    .select('run_id')
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow();
  return holdRunLease(db, runId);
}

/** What a process is told that was silent for too long. */
export function leaseLost(): StatbankError {
  return new StatbankError(
    'SB_LEASE_LOST',
    'This process was silent for longer than its lease, so others may have taken over its work. Nothing was published after that. Run it again.',
  );
}
