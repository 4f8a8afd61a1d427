import type { Basis, Verdict } from './evaluated-claim.ts';
import type { Comparison } from './evaluators/comparison.ts';
import type { Words } from './words.ts';

/** A verdict with what it rests on, and the comparison that led to it if one did. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly basis: Basis;
  readonly reason: Words;
  readonly comparison: Comparison | null;
}

const VERDICT_OF: Readonly<Record<Comparison['outcome'], Verdict>> = Object.freeze({
  equal: 'holds',
  rounded: 'holds after rounding',
  off: 'drifted',
  reversed: 'direction reversed',
  changed: 'meaning changed',
});

/** The verdict that a comparison means. */
export function judgeComparison(comparison: Comparison, basis: Basis): Judgement {
  return {
    verdict: VERDICT_OF[comparison.outcome],
    basis,
    reason: comparison.reason,
    comparison,
  };
}

/** A verdict that no comparison led to. */
export function judgeWithout(verdict: Verdict, basis: Basis, reason: Words): Judgement {
  return { verdict, basis, reason, comparison: null };
}

/** True where the claim still may be told as it is. */
export function isHolding(verdict: Verdict): boolean {
  return verdict === 'holds' || verdict === 'holds after rounding';
}

/** True where the claim may no longer be told as it is. */
export function isBroken(verdict: Verdict): boolean {
  return BROKEN.includes(verdict);
}

const BROKEN: readonly Verdict[] = Object.freeze([
  'drifted',
  'direction reversed',
  'contradicted by another source',
  'superseded',
  'meaning changed',
]);
