import { Big } from 'big.js';
import type { EvaluatedClaim, Verdict } from './evaluated-claim.ts';
import { isBroken } from './judgement.ts';

/** From the most to the least that a reader should know. */
const WEIGHT: readonly Verdict[] = Object.freeze([
  'direction reversed',
  'drifted',
  'meaning changed',
  'contradicted by another source',
  'superseded',
]);

/**
 * The claims that a reader should hear of first: those that may no longer be told as they are,
 * sources before conclusions, the graver verdict first, numbers before words, the farther a
 * number has moved the earlier.
 */
export function mostTelling(
  claims: readonly EvaluatedClaim[],
  howMany: number,
): readonly EvaluatedClaim[] {
  return claims
    .filter(({ evaluation }) => isBroken(evaluation.verdict))
    .toSorted(
      (a, b) =>
        Number(restsOnOthers(a)) - Number(restsOnOthers(b)) ||
        WEIGHT.indexOf(a.evaluation.verdict) - WEIGHT.indexOf(b.evaluation.verdict) ||
        Number(hasNumber(b)) - Number(hasNumber(a)) ||
        distance(b) - distance(a),
    )
    .slice(0, howMany);
}

function restsOnOthers({ evaluation }: EvaluatedClaim): boolean {
  return evaluation.basis === 'other claims';
}

function hasNumber({ evaluation }: EvaluatedClaim): boolean {
  return evaluation.published !== null;
}

/** How far a number has moved, in parts of the printed one. */
function distance({ evaluation: { drift, published } }: EvaluatedClaim): number {
  if (drift === null || published === null || new Big(published.value).eq(0)) return 0;
  return new Big(drift.amount).div(published.value).abs().toNumber();
}
