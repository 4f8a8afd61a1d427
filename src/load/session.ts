import { Kysely, PostgresDialect } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Database } from '../postgres/database.generated.ts';
import { durable, type PublishingAction, type StepHook } from './steps.ts';

/**
 * One connection in two forms: Kysely for statements, the client for COPY. Both speak on
 * the same connection, hence in the same transaction.
 */
export interface LoadSession {
  readonly db: Kysely<Database>;
  readonly client: PoolClient;
  readonly step?: StepHook<PublishingAction> | undefined;
}

/** Runs `work` on one connection of the pool, outside any transaction. */
export async function withSession<Result>(
  pool: Pool,
  work: (session: LoadSession) => Promise<Result>,
  step?: StepHook<PublishingAction>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await work({ db: kyselyOn(client), client, step });
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** What to do with a transaction's work at its end. */
export type Verdict<Result> = { readonly commit: boolean; readonly result: Result };

/** Runs `work` in one transaction, which is rolled back if it throws or does not want to commit. */
export async function inTransaction<Result>(
  session: LoadSession,
  work: () => Promise<Verdict<Result>>,
): Promise<Result> {
  await durable(session, 'begin', async () => session.client.query('begin'));
  try {
    const { commit, result } = await work();
    if (commit) await durable(session, 'commit', async () => session.client.query('commit'));
    else await session.client.query('rollback');
    return result;
  } catch (error) {
    // If the connection is gone the server has rolled back already; the first error tells why.
    await session.client.query('rollback').catch(() => undefined);
    throw error;
  }
}

function kyselyOn(client: PoolClient): Kysely<Database> {
  const lent = {
    query: client.query.bind(client),
    release: () => undefined,
  } as unknown as PoolClient;
  const pool = { connect: () => Promise.resolve(lent), end: () => Promise.resolve() };
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
