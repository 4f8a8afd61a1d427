import { sql } from 'kysely';
import type { LoadSession } from './session.ts';

/** Settings of Postgres that end a wait; both are in milliseconds, and 0 for never. */
export type WaitSetting = 'lock_timeout' | 'idle_in_transaction_session_timeout';

/** Limits a kind of wait until the transaction ends, unless the server's own setting is stricter. */
export async function waitAtMost(
  { db }: LoadSession,
  setting: WaitSetting,
  milliseconds: number,
): Promise<void> {
  await sql`
    select set_config(name, least(nullif(setting::int, 0), ${milliseconds})::text, true)
    from pg_catalog.pg_settings where name = ${setting}`.execute(db);
}
