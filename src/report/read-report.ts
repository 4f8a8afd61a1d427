import { sql } from 'kysely';
import { StatbankError } from '../errors/statbank-error.ts';
import type { ReadDb } from '../postgres/read-db.ts';
import type { Report } from '../transform/claims/claim.ts';
import {
  type EvaluatedClaim,
  type EvaluatedReport,
  type Evaluation,
  type Verdict,
  VERDICTS,
} from '../transform/claims/evaluated-claim.ts';
import { evaluateRules } from '../transform/claims/rules.ts';

interface EvaluationRow {
  readonly claim_id: string;
  readonly details: Evaluation;
  readonly evaluated_at: string;
  readonly previous_verdict: Verdict | null;
}

/** The reports that are registered, by id. */
export async function readReports(db: ReadDb): Promise<readonly Report[]> {
  const rows = await db
    .selectFrom('report.report')
    .select('definition')
    .orderBy('report_id')
    .execute();
  return rows.map(({ definition }) => definition as unknown as Report);
}

/**
 * A report with the newest evaluation of each claim, in the report's order; a claim that was
 * never evaluated is left out.
 *
 * @throws SB_REPORT_UNKNOWN if no report with this id is registered, or it was never evaluated
 */
export async function readEvaluatedReport(db: ReadDb, id: string): Promise<EvaluatedReport> {
  const report = (await readReports(db)).find((known) => known.id === id);
  if (report === undefined) throw unknownReport(id);
  const { rows } = await sql<EvaluationRow>`
    select distinct on (e.claim_id) e.claim_id, e.details, e.evaluated_at,
      (select p.verdict from report.evaluation as p
       where p.report_id = e.report_id and p.claim_id = e.claim_id
         and p.evaluation_id < e.evaluation_id and p.verdict <> e.verdict
       order by p.evaluation_id desc limit 1) as previous_verdict
    from report.evaluation as e
    where e.report_id = ${id}
    order by e.claim_id, e.evaluation_id desc`.execute(db);
  const newest = new Map(rows.map((row) => [row.claim_id, row]));
  const claims = report.claims.flatMap((claim): readonly EvaluatedClaim[] => {
    const row = newest.get(claim.id);
    if (row === undefined) return [];
    return [
      {
        claim,
        evaluation: row.details,
        evaluatedAt: row.evaluated_at,
        previousVerdict: row.previous_verdict,
      },
    ];
  });
  const evaluatedAt = claims
    .map((claim) => claim.evaluatedAt)
    .toSorted()
    .at(-1);
  if (evaluatedAt === undefined) throw unknownReport(id);
  return Object.freeze({
    report,
    claims,
    rules: evaluateRules(report.rules, claims),
    counts: countVerdicts(claims),
    evaluatedAt,
  });
}

function countVerdicts(claims: readonly EvaluatedClaim[]): Readonly<Record<Verdict, number>> {
  const counts = VERDICTS.map(
    (verdict) =>
      [verdict, claims.filter(({ evaluation }) => evaluation.verdict === verdict).length] as const,
  );
  return Object.freeze(Object.fromEntries(counts)) as Record<Verdict, number>;
}

function unknownReport(id: string): StatbankError {
  return new StatbankError(
    'SB_REPORT_UNKNOWN',
    `The report ${id} has not been evaluated in this database. Run "statbank report check" first.`,
    { context: { report: id } },
  );
}
