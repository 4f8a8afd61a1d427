import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../postgres/database.generated.ts';
import type { Claim, Report } from '../transform/claims/claim.ts';
import { evaluateClaim } from '../transform/claims/evaluate-claim.ts';
import type { OperandEvidence, Verdict } from '../transform/claims/evaluated-claim.ts';
import type { VerdictOf } from '../transform/claims/judge-others.ts';
import type { TableRef } from '../transform/table.ts';
import { evidenceGatherer } from './gather-evidence.ts';
import { type NewEvaluation, saveEvaluations } from './save-evaluations.ts';

/** A verdict that is another than the one before. */
export interface VerdictChange {
  readonly report: string;
  readonly claim: string;
  readonly before: Verdict | null;
  readonly after: Verdict;
}

/** What to look at: every claim, or those bound to a table that was just published. */
export interface EvaluationScope {
  readonly table?: TableRef;
  /** The publication that is the cause; null: a person asked. */
  readonly taskId: string | null;
}

/** Part of every hash of inputs: raise it when evaluators judge the same numbers otherwise. */
const EVALUATORS = 1;

interface Standing {
  readonly verdict: Verdict;
  readonly inputsHash: Buffer;
}

/**
 * Evaluates the claims of a registered report whose definition or cells are others than at their
 * last evaluation, then those that rest on them, and adds the evaluations to the history.
 *
 * @returns the verdicts that changed
 */
export async function evaluateReport(
  db: Kysely<Database>,
  report: Report,
  { table, taskId }: EvaluationScope,
): Promise<readonly VerdictChange[]> {
  const standing = await readStanding(db, report.id);
  const gather = evidenceGatherer(db, report.asOf);
  const affected = table === undefined ? null : await claimsOf(db, report.id, table);
  const verdicts = new Map([...standing].map(([id, { verdict }]) => [id, verdict]));
  const evaluations: NewEvaluation[] = [];
  const changes: VerdictChange[] = [];
  const evaluate = (claim: Claim, evidence: readonly OperandEvidence[], rests: unknown): void => {
    const inputsHash = hashOf([EVALUATORS, claim, evidence, rests]);
    const before = standing.get(claim.id);
    if (before?.inputsHash.equals(inputsHash) === true) return;
    const verdictOf: VerdictOf = (id) => verdicts.get(id) ?? null;
    const evaluation = evaluateClaim(claim, evidence, verdictOf);
    evaluations.push({ claimId: claim.id, evaluation, inputsHash });
    verdicts.set(claim.id, evaluation.verdict);
    if (before?.verdict === evaluation.verdict) return;
    changes.push({
      report: report.id,
      claim: claim.id,
      before: before?.verdict ?? null,
      after: evaluation.verdict,
    });
  };
  const [resting, direct] = partition(report.claims);
  for (const claim of direct) {
    if (affected === null || affected.has(claim.id)) evaluate(claim, await gather(claim), null);
  }
  for (const { claim, ids } of byDependence(resting)) {
    evaluate(
      claim,
      await gather(claim),
      ids.map((id) => verdicts.get(id) ?? null),
    );
  }
  await saveEvaluations(db, report.id, evaluations, taskId);
  return changes;
}

interface Resting {
  readonly claim: Claim;
  readonly ids: readonly string[];
}

function partition(claims: readonly Claim[]): readonly [readonly Resting[], readonly Claim[]] {
  const resting: Resting[] = [];
  const direct: Claim[] = [];
  for (const claim of claims) {
    const { test } = claim;
    if (test.kind === 'compound' || test.kind === 'roll-up') {
      resting.push({ claim, ids: test.claims });
    } else direct.push(claim);
  }
  return [resting, direct];
}

/** Claims that others rest on before those; the file's check has refused circles. */
function byDependence(resting: readonly Resting[]): readonly Resting[] {
  const byId = new Map(resting.map((one) => [one.claim.id, one]));
  const ordered = new Set<Resting>();
  const visit = (one: Resting): void => {
    for (const id of one.ids) {
      const below = byId.get(id);
      if (below !== undefined && !ordered.has(below)) visit(below);
    }
    ordered.add(one);
  };
  resting.forEach(visit);
  return [...ordered];
}

async function readStanding(
  db: Kysely<Database>,
  reportId: string,
): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await sql<{ claim: string } & Standing>`
    select distinct on (claim_id) claim_id as claim, verdict, inputs_hash as "inputsHash"
    from report.evaluation
    where report_id = ${reportId}
    order by claim_id, evaluation_id desc`.execute(db);
  return new Map(rows.map(({ claim, ...standing }) => [claim, standing]));
}

async function claimsOf(
  db: Kysely<Database>,
  reportId: string,
  { provider, table }: TableRef,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('report.claim_table')
    .select('claim_id')
    .where('report_id', '=', reportId)
    .where('provider', '=', provider)
    .where('table_id', '=', table)
    .execute();
  return new Set(rows.map(({ claim_id }) => claim_id));
}

/** The same for the same inputs: jsonb gives a definition's members back in an order of its own. */
function hashOf(inputs: readonly unknown[]): Buffer {
  const text = JSON.stringify(inputs, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(text).digest();
}
