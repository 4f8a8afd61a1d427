import type { ConsistencyRule } from './claim.ts';
import type { EvaluatedClaim, EvaluatedRule } from './evaluated-claim.ts';
import { readFormula } from './formula.ts';

/** Which numbers of the claims a rule is held against. */
type Side = 'published' | 'current';

/**
 * Holds every rule against the numbers as printed, and against the refreshed ones. A claim
 * that has no number of today lends the printed one only if at least one other is refreshed.
 */
export function evaluateRules(
  rules: readonly ConsistencyRule[],
  claims: readonly EvaluatedClaim[],
): readonly EvaluatedRule[] {
  const byId = new Map(claims.map((claim) => [claim.claim.id, claim]));
  return rules.map((rule) => {
    const formula = readFormula(rule.formula);
    const published = (name: string): string | null => numberOf(byId, name, 'published');
    const current = (name: string): string | null => numberOf(byId, name, 'current');
    const isRefreshed = formula.names.some((name) => current(name) !== null);
    const newest = (name: string): string | null =>
      isRefreshed ? (current(name) ?? published(name)) : null;
    return Object.freeze({
      rule,
      published: formula.isTrue(published),
      current: formula.isTrue(newest),
      publishedWords: inNumbers(rule.formula, formula.names, published),
      currentWords: inNumbers(rule.formula, formula.names, newest),
    });
  });
}

/** `C019` is the claim's number, `C029.population` that of its operand. */
function numberOf(
  claims: ReadonlyMap<string, EvaluatedClaim>,
  name: string,
  side: Side,
): string | null {
  const [id = '', operand] = name.split('.');
  const evaluation = claims.get(id)?.evaluation;
  if (evaluation === undefined) return null;
  if (operand === undefined) return evaluation[side]?.value ?? null;
  const evidence = evaluation.evidence.find((one) => one.name === operand);
  if (evidence === undefined) return null;
  const read = side === 'current' ? evidence.current : evidence.published;
  if (read?.status === 'read') return read.value;
  if (side === 'current') return null;
  return evidence.printed ?? (evidence.asOf?.status === 'read' ? evidence.asOf.value : null);
}

function inNumbers(
  formula: string,
  names: readonly string[],
  numbers: (name: string) => string | null,
): string {
  return names.reduce(
    (text, name) => text.replaceAll(new RegExp(`\\b${name}\\b(?!\\.)`, 'g'), numbers(name) ?? '?'),
    formula,
  );
}
