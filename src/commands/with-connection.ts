import { connect, type Connection } from '../postgres/connection.ts';
import type { CommandContext } from './context.ts';

/** Opens the database that the settings name, and closes it whatever the work does. */
export async function withConnection<Result>(
  { environment, logger }: CommandContext,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await connect({
    databaseUrl: environment.databaseUrl ?? undefined,
    home: environment.home,
    onIdleError: (err) => logger.warn({ err }, 'an idle database connection broke'),
  });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
