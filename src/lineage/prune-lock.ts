import { type Kysely, sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database } from '../postgres/database.generated.ts';

/** Key of the advisory lock: any number that nothing else in the database uses. */
const LOCK_KEY = 7_459_003;

/**
 * Waits, in the transaction that begins a run, until nobody takes bytes out of the archive: a
 * run might receive the very bytes that are being taken away.
 */
export async function waitForPrune(transaction: Kysely<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${LOCK_KEY})`.execute(transaction);
}

/**
 * Keeps runs from beginning while `work` goes on. Runs that have begun are not waited for:
 * whoever calls this looks for them once it has the lock.
 */
export async function withoutNewRuns<Result>(
  client: PoolClient,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
  try {
    return await work();
  } finally {
    // A broken connection has lost the lock already; its first error must not be hidden.
    await client.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
  }
}
