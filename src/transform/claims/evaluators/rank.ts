import { Big } from 'big.js';
import type { ClaimTest } from '../claim.ts';
import type { Evaluator } from './comparison.ts';
import { say } from './say.ts';

/**
 * A place among so many: `value` is the place, `of` the competitors. A place among others is
 * another claim. First that has become last, or the other way round, is the contrary.
 */
export const evaluateRank: Evaluator<Extract<ClaimTest, { kind: 'rank' }>> = (
  test,
  printed,
  numbers,
) => {
  const place = numbers('value');
  if (printed === null || place === null) return null;
  const of = numbers('of') ?? String(test.of);
  const shared = {
    amount: new Big(place).minus(printed.value).toFixed(),
    unit: 'places' as const,
    reason: say(
      (number) =>
        `Plass ${number(place)} av ${number(of)}; plass ${number(printed.value)} av ${test.of} er trykt.`,
      (number) =>
        `Place ${number(place)} of ${number(of)}; place ${number(printed.value)} of ${test.of} was printed.`,
    ),
  };
  if (!new Big(of).eq(test.of)) return Object.freeze({ outcome: 'changed', ...shared });
  if (new Big(place).eq(printed.value)) return Object.freeze({ outcome: 'equal', ...shared });
  const ends = [place, printed.value].toSorted((a, b) => new Big(a).cmp(b));
  const swapped = new Big(ends[0] ?? 0).eq(1) && new Big(ends[1] ?? 0).eq(test.of);
  return Object.freeze({ outcome: swapped ? 'reversed' : 'off', ...shared });
};

/** Place from the top, equal numbers sharing the better place. */
export function placeOf(number: string, all: readonly string[]): number {
  return all.filter((other) => new Big(other).gt(number)).length + 1;
}
