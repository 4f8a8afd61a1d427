import type { Kysely } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import type { Report } from '../transform/claims/claim.ts';
import type { EvaluatedReport } from '../transform/claims/evaluated-claim.ts';
import { evaluateReport, type VerdictChange } from './evaluate-report.ts';
import { lockEvaluations } from './evaluation-lock.ts';
import { readEvaluatedReport } from './read-report.ts';
import { registerReport } from './register.ts';

/** Registers a report, evaluates all its claims in one transaction, and reads it back. */
export async function checkReport(
  kysely: Kysely<Database>,
  report: Report,
): Promise<{ readonly evaluated: EvaluatedReport; readonly changes: readonly VerdictChange[] }> {
  return kysely.transaction().execute(async (db) => {
    await lockEvaluations(db);
    await registerReport(db, report);
    const changes = await evaluateReport(db, report, { taskId: null });
    return { evaluated: await readEvaluatedReport(db, report.id), changes };
  });
}
