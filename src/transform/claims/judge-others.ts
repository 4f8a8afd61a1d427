import type { Claim } from './claim.ts';
import type { Verdict } from './evaluated-claim.ts';
import { isBroken, isHolding, type Judgement, judgeWithout } from './judgement.ts';
import type { Words } from './words.ts';

/** The verdict on another claim of the report; null: not evaluated. */
export type VerdictOf = (claim: string) => Verdict | null;

/**
 * A claim that rests on others. It breaks as soon as one of them does, and holds when all
 * hold; a conclusion (roll-up) holds as long as one holds and none is broken.
 */
export function judgeByOthers(claim: Claim, verdictOf: VerdictOf): Judgement | null {
  const { test } = claim;
  if (test.kind !== 'compound' && test.kind !== 'roll-up') return null;
  const others = test.claims.map((id) => ({ id, verdict: verdictOf(id) }));
  const broken = others.filter(({ verdict }) => verdict !== null && isBroken(verdict));
  if (broken.length > 0) {
    const only = new Set(broken.map(({ verdict }) => verdict));
    const verdict = only.size === 1 ? (broken[0]?.verdict ?? 'drifted') : 'drifted';
    return judgeWithout(verdict, 'other claims', sentence('broken', broken));
  }
  const holding = others.filter(({ verdict }) => verdict !== null && isHolding(verdict));
  const enough = test.kind === 'compound' ? others.length : 1;
  if (holding.length >= enough) {
    return judgeWithout('holds', 'other claims', sentence('holding', holding));
  }
  const open = others.filter((other) => !holding.includes(other));
  const all = open.every(({ verdict }) => verdict === 'no open source' || verdict === 'frozen');
  return judgeWithout(
    all ? 'no open source' : 'waiting for data',
    'other claims',
    sentence('open', open),
  );
}

function sentence(
  state: 'broken' | 'holding' | 'open',
  others: readonly { readonly id: string }[],
): Words {
  const ids = others.map(({ id }) => id).join(', ');
  switch (state) {
    case 'broken':
      return {
        no: `Bygger på ${ids}, som ikke lenger kan stå. Må vurderes på nytt.`,
        en: `Rests on ${ids}, which cannot stand any more. It needs a new look.`,
      };
    case 'holding':
      return { no: `Bygger på ${ids}, som stemmer.`, en: `Rests on ${ids}, which holds.` };
    case 'open':
      return {
        no: `Bygger på ${ids}, som ikke kan avgjøres.`,
        en: `Rests on ${ids}, which cannot be decided.`,
      };
    default:
      return state satisfies never;
  }
}
