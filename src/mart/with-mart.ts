import type { ClientBase, Pool } from 'pg';

/**
 * Runs `work` on one unchanging state of the database that it can only read: everything that
 * is written from it belongs together, however long it takes and whatever is published meanwhile.
 */
export async function withMart<Result>(
  pool: Pool,
  work: (client: ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin isolation level repeatable read read only');
    // A reader's queries end after a minute; what is read whole may take longer.
    await client.query('set local statement_timeout = 0');
    return await work(client);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    // A copy that broke off leaves the connection in the middle of it.
    if (broken === undefined) await client.query('commit');
    client.release(broken);
  }
}
