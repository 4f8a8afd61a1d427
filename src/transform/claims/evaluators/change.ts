import { Big } from 'big.js';
import type { ClaimTest } from '../claim.ts';
import type { Comparison, Evaluator } from './comparison.ts';
import { compareRounded, shorten, stepOf } from './rounding.ts';
import { say } from './say.ts';

/**
 * A change from `from` to `to`. Points are differences of percentages, per cent is relative to
 * `from`: 40 % to 10 % is 30 points down and 75 per cent down.
 */
export const evaluateChange: Evaluator<Extract<ClaimTest, { kind: 'change' }>> = (
  { measuredIn },
  printed,
  numbers,
) => {
  const [from, to] = [numbers('from'), numbers('to')];
  if (printed === null || from === null || to === null) return null;
  const change = changeBetween(from, to, measuredIn);
  if (change === null) return null;
  const compared = compareRounded(printed.value, change, stepOf(printed.decimals), measuredIn);
  if (new Big(change).times(printed.value).lt(0)) {
    return reversed(compared, printed.value, shorten(change, stepOf(printed.decimals)), measuredIn);
  }
  return compared;
};

/** Null: a relative change from zero has no number. */
export function changeBetween(
  from: string,
  to: string,
  measuredIn: 'points' | 'percent',
): string | null {
  const difference = new Big(to).minus(from);
  if (measuredIn === 'points') return difference.toFixed();
  if (new Big(from).eq(0)) return null;
  return difference.div(new Big(from).abs()).times(100).toFixed();
}

function reversed(
  compared: Comparison,
  printed: string,
  change: string,
  measuredIn: 'points' | 'percent',
): Comparison {
  const [no, en] = measuredIn === 'points' ? ['prosentpoeng', 'points'] : ['prosent', 'per cent'];
  return Object.freeze({
    ...compared,
    outcome: 'reversed',
    reason: say(
      (_number, difference) =>
        `En endring på ${difference(printed)} ${no} er trykt, nå er den ${difference(change)}.`,
      (_number, difference) =>
        `A change of ${difference(printed)} ${en} was printed, it is ${difference(change)} now.`,
    ),
  });
}
