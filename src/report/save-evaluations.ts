import type { Kysely } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import type { Evaluation } from '../transform/claims/evaluated-claim.ts';

/** An evaluation to be kept, with what it was made from. */
export interface NewEvaluation {
  readonly claimId: string;
  readonly evaluation: Evaluation;
  readonly inputsHash: Buffer;
}

/** Adds evaluations to the history. The newest of a claim stands. */
export async function saveEvaluations(
  db: Kysely<Database>,
  reportId: string,
  evaluations: readonly NewEvaluation[],
  taskId: string | null,
): Promise<void> {
  if (evaluations.length === 0) return;
  await db
    .insertInto('report.evaluation')
    .values(
      evaluations.map(({ claimId, evaluation, inputsHash }) => ({
        report_id: reportId,
        claim_id: claimId,
        task_id: taskId,
        verdict: evaluation.verdict,
        basis: evaluation.basis,
        reason_no: evaluation.reason.no,
        reason_en: evaluation.reason.en,
        published_value: evaluation.published?.value ?? null,
        as_of_value: evaluation.asOf?.value ?? null,
        current_value: evaluation.current?.value ?? null,
        drift: evaluation.drift?.amount ?? null,
        drift_unit: evaluation.drift?.unit ?? null,
        inputs_hash: inputsHash,
        details: JSON.stringify(evaluation),
      })),
    )
    .execute();
}
