import { sql } from 'kysely';
import { StatbankError } from '../errors/statbank-error.ts';
import { tableName, type TableRef } from '../transform/table.ts';
import { waitAtMost } from './patience.ts';
import type { LoadSession } from './session.ts';

/**
 * The longest that a publication waits for another of its table. Thirty million cells take
 * less; whoever holds the lock for longer must not hold up all other tables too.
 */
const MAX_LOCK_WAIT_MS = 15 * 60_000;

/**
 * The longest silence of a process in the middle of publishing: twice a lease. The server
 * ends the session of one that is frozen, or cut off without either end knowing, and with it
 * the lock.
 */
const MAX_SILENCE_MS = 2 * 60_000;

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Waits until no other process publishes this table; the lock ends with the transaction.
 *
 * @throws StatbankError SB_DB_QUERY if another process does not come to an end
 */
export async function lockTable(session: LoadSession, ref: TableRef): Promise<void> {
  const name = tableName(ref);
  await waitAtMost(session, 'idle_in_transaction_session_timeout', MAX_SILENCE_MS);
  await waitAtMost(session, 'lock_timeout', MAX_LOCK_WAIT_MS);
  try {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`publish:${name}`}, 0))`.execute(
      session.db,
    );
  } catch (cause) {
    const { code } = cause as { readonly code?: unknown };
    if (code !== LOCK_NOT_AVAILABLE) throw cause;
    throw new StatbankError(
      'SB_DB_QUERY',
      `Another process has been publishing ${name} for too long. See who it is in pg_stat_activity, and sync the table again later.`,
      { context: { table: name, sqlState: code }, cause },
    );
  }
  await sql`set local lock_timeout to default`.execute(session.db);
}
