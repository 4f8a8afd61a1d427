import { packageVersion } from '../config/package.ts';
import { openJournal } from '../extract/archive/journal.ts';
import { openArchive } from '../extract/archive/object-store.ts';
import { migrate } from '../load/migrate.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { Connection } from '../postgres/connection.ts';
import { evaluatePublished } from '../report/evaluate-published.ts';
import type { CommandContext } from './context.ts';
import { crashSwitch } from './crash-switch.ts';
import { withConnection } from './with-connection.ts';

/** A workshop on an open connection. */
export async function openWorkshop(
  { environment, logger, signal }: CommandContext,
  { pool, kysely, abandon }: Connection,
): Promise<Workshop> {
  return {
    pool,
    db: kysely,
    abandon,
    archive: await openArchive(environment.archive, new Date()),
    journal: openJournal(environment.archive),
    logger,
    signal,
    programVersion: packageVersion(),
    now: () => new Date(),
    leaseSeconds: environment.leaseSeconds,
    largeTable: environment.largeTable,
    onPublished: async (session, table, taskId) =>
      evaluatePublished(session, table, taskId, logger),
    ...(environment.crashAt === null ? {} : { step: crashSwitch(environment.crashAt, signal) }),
  };
}

/** Opens database and archive, brings the schema up to this program's, and closes all after the work. */
export async function withWorkshop<Result>(
  context: CommandContext,
  work: (workshop: Workshop) => Promise<Result>,
): Promise<Result> {
  return withConnection(context, async (connection) => {
    const { applied } = await migrate(connection.pool);
    if (applied.length > 0) context.logger.info({ applied }, 'migrated');
    return work(await openWorkshop(context, connection));
  });
}
