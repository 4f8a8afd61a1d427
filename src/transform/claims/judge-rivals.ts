import { Big } from 'big.js';
import type { Claim, Statement } from './claim.ts';
import { stepOf } from './evaluators/rounding.ts';
import { say } from './evaluators/say.ts';
import { compareDirections, DIRECTION_WORDS } from './evaluators/trend.ts';
import { type Judgement, judgeWithout } from './judgement.ts';

/** Another publisher's number for the same fact that does not round to the printed one. */
export function judgeByRivals({ printed, rivals }: Claim): Judgement | null {
  if (printed === null) return null;
  const half = new Big(stepOf(printed.decimals)).div(2);
  const other = rivals.find(({ value }) => new Big(value).minus(printed.value).abs().gt(half));
  if (other === undefined) return null;
  const { publisher, value } = other;
  return judgeWithout(
    'contradicted by another source',
    'publication',
    say(
      (number) => `${publisher} har ${number(value)} der rapporten har ${number(printed.value)}.`,
      (number) =>
        `${publisher} has ${number(value)} where the report has ${number(printed.value)}.`,
    ),
  );
}

/**
 * What others have written of a direction. About the report's own period another direction
 * contradicts it; about a later one it tells that the claim has drifted.
 */
export function judgeByStatements(claim: Claim): Judgement | null {
  const { test, reference } = claim;
  if (test.kind !== 'trend') return null;
  const newest = claim.statements.toSorted((a, b) => (a.period < b.period ? 1 : -1))[0];
  if (newest === undefined) return null;
  const outcome = compareDirections(test.direction, newest.direction);
  const reason = statementReason(newest);
  if (outcome === 'equal') return judgeWithout('holds', 'publication', reason);
  if (newest.period === reference.period) {
    return judgeWithout('contradicted by another source', 'publication', reason);
  }
  const verdict = outcome === 'reversed' ? 'direction reversed' : 'drifted';
  return judgeWithout(verdict, 'publication', reason);
}

function statementReason({ publisher, period, direction }: Statement): Judgement['reason'] {
  const words = DIRECTION_WORDS[direction];
  return {
    no: `${publisher} sier om ${period}: ${words.no}.`,
    en: `${publisher} says of ${period}: ${words.en}.`,
  };
}
