import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { LoadSession } from '../load/session.ts';
import type { ReadDb } from '../postgres/read-db.ts';
import type { TableRef } from '../transform/table.ts';
import { evaluateReport, type VerdictChange } from './evaluate-report.ts';
import { lockEvaluations } from './evaluation-lock.ts';
import { readReports } from './read-report.ts';

/**
 * Evaluates the claims that are bound to a table, in the transaction that publishes it: whoever
 * sees the new figures sees the new verdicts. A claim that cannot be evaluated stops no
 * publication: it keeps its verdict, and the log says why.
 */
export async function evaluatePublished(
  { db }: LoadSession,
  table: TableRef,
  taskId: string,
  logger: Logger,
): Promise<readonly VerdictChange[]> {
  await sql`savepoint before_report`.execute(db);
  try {
    const bound = await boundReports(db, table);
    if (bound.size === 0) return [];
    await lockEvaluations(db);
    const changes: VerdictChange[] = [];
    for (const report of await readReports(db)) {
      if (!bound.has(report.id)) continue;
      changes.push(...(await evaluateReport(db, report, { table, taskId })));
    }
    await sql`release savepoint before_report`.execute(db);
    for (const change of changes) logger.info(change, 'verdict changed');
    return changes;
  } catch (error) {
    await sql`rollback to savepoint before_report`.execute(db);
    logger.warn({ err: error, taskId }, 'claims could not be evaluated; run statbank report check');
    return [];
  }
}

async function boundReports(
  db: ReadDb,
  { provider, table }: TableRef,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('report.claim_table')
    .select('report_id')
    .distinct()
    .where('provider', '=', provider)
    .where('table_id', '=', table)
    .execute();
  return new Set(rows.map(({ report_id }) => report_id));
}
