import { Big } from 'big.js';
import type { ClaimTest, Direction } from '../claim.ts';
import type { Words } from '../words.ts';
import type { Evaluator } from './comparison.ts';
import { say } from './say.ts';

/** A direction from `from` to `to`; up to `within` apart they count as flat. */
export const evaluateTrend: Evaluator<Extract<ClaimTest, { kind: 'trend' }>> = (
  test,
  _printed,
  numbers,
) => {
  const [from, to] = [numbers('from'), numbers('to')];
  if (from === null || to === null) return null;
  const amount = new Big(to).minus(from);
  const direction = directionOf(amount.toFixed(), test.within);
  const words = DIRECTION_WORDS[direction];
  return Object.freeze({
    outcome: compareDirections(test.direction, direction),
    amount: amount.toFixed(),
    unit: 'points',
    reason: say(
      (number, difference) =>
        `Fra ${number(from)} til ${number(to)} (${difference(amount.toFixed())}): ${words.no}.`,
      (number, difference) =>
        `From ${number(from)} to ${number(to)} (${difference(amount.toFixed())}): ${words.en}.`,
    ),
  });
};

/** Directions in words. */
export const DIRECTION_WORDS: Readonly<Record<Direction, Words>> = Object.freeze({
  up: { no: 'opp', en: 'up' },
  down: { no: 'ned', en: 'down' },
  flat: { no: 'uendret', en: 'flat' },
});

/** Direction of a difference. */
function directionOf(difference: string, within: string): Direction {
  const amount = new Big(difference);
  if (amount.abs().lte(within)) return 'flat';
  return amount.gt(0) ? 'up' : 'down';
}

/** Up and down are each other's contrary; flat is the contrary of neither. */
export function compareDirections(
  claimed: Direction,
  seen: Direction,
): 'equal' | 'off' | 'reversed' {
  if (claimed === seen) return 'equal';
  return claimed === 'flat' || seen === 'flat' ? 'off' : 'reversed';
}
