import { connect, type Connection } from '../postgres/connection.ts';
import { findEmbedded } from '../postgres/embedded.ts';
import type { CommandContext } from './context.ts';

/** Opens the database that the settings name, and closes it whatever the work does. */
export async function withConnection<Result>(
  { environment, logger, output }: CommandContext,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const { databaseUrl, home } = environment;
  if (databaseUrl === null && (await findEmbedded(home)) === null) {
    output.note(`Starting PostgreSQL in ${home}. It keeps running: the next command finds it.`);
  }
  const connection = await connect({
    databaseUrl: databaseUrl ?? undefined,
    home,
    onIdleError: (err) => logger.warn({ err }, 'an idle database connection broke'),
  });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
