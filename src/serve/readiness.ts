import type { Pool } from 'pg';
import { StatbankError } from '../errors/statbank-error.ts';
import { pendingMigrations } from '../load/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '../load/migration-files.ts';

/** Whether work can be done, and what stands in the way. */
export interface Readiness {
  readonly ready: boolean;
  /** `ok`, or the code of what is wrong: never an address, a name or a message of the server. */
  readonly reason: string;
}

/** Asks the database whether it answers and has the schema of this program. */
export async function readiness(pool: Pool): Promise<Readiness> {
  try {
    const pending = await pendingMigrations(pool, await readMigrations(MIGRATIONS_FOLDER));
    return pending.length === 0
      ? { ready: true, reason: 'ok' }
      : { ready: false, reason: 'SB_DB_MIGRATION' };
  } catch (error) {
    return { ready: false, reason: error instanceof StatbankError ? error.code : 'SB_DB_CONNECT' };
  }
}
