import type { Kysely, Transaction } from 'kysely';
import type { Database } from './database.generated.ts';

/**
 * A handle that can only read: a function that takes it says so in its signature. Every
 * Kysely transaction can be given where it is asked for, but not the other way round.
 */
export type ReadDb = Pick<
  Transaction<Database>,
  'selectFrom' | 'with' | 'withRecursive' | 'fn' | 'dynamic' | 'executeQuery' | 'getExecutor'
>;

/**
 * Runs `work` on one unchanging state of the database. The transaction is read only, so
 * that raw SQL cannot write either.
 */
export async function readConsistently<Result>(
  kysely: Kysely<Database>,
  work: (db: ReadDb) => Promise<Result>,
): Promise<Result> {
  return kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(work);
}
