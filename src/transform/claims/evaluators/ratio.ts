import { Big } from 'big.js';
import type { ClaimTest } from '../claim.ts';
import type { Evaluator } from './comparison.ts';
import { say } from './say.ts';

/**
 * So many of so many, as two whole numbers. "5 of 6" stays five of six: it is no 83 per cent,
 * and 10 of 12 is another claim. `of` may be unbound, then the printed one is meant.
 */
export const evaluateRatio: Evaluator<Extract<ClaimTest, { kind: 'ratio' }>> = (
  test,
  _printed,
  numbers,
) => {
  const count = numbers('count');
  if (count === null) return null;
  const of = numbers('of') ?? String(test.of);
  const amount = new Big(count).minus(test.count).toFixed();
  const shared = { amount, unit: 'of' as const };
  if (!new Big(of).eq(test.of)) {
    const reason = say(
      (number) => `${test.count} av ${test.of} er trykt, nå er det ${number(of)} i alt.`,
      (number) => `${test.count} of ${test.of} was printed, now there are ${number(of)} in all.`,
    );
    return Object.freeze({ outcome: 'changed', reason, ...shared });
  }
  const nearest = new Big(count).round(0, Big.roundHalfUp);
  const exact = new Big(count).eq(test.count);
  const outcome = exact ? 'equal' : nearest.eq(test.count) ? 'rounded' : 'off';
  const reason = say(
    (number) => `${number(count)} av ${test.of}; ${test.count} av ${test.of} er trykt.`,
    (number) => `${number(count)} of ${test.of}; ${test.count} of ${test.of} was printed.`,
  );
  return Object.freeze({ outcome, reason, ...shared });
};
