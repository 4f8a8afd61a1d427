import type { ClaimTest, PrintedNumber } from '../claim.ts';
import { changeBetween, evaluateChange } from './change.ts';
import type { Comparison, Numbers } from './comparison.ts';
import { evaluateApproximate, evaluateDerived, evaluateLevel } from './level.ts';
import { evaluateLowerBound } from './lower-bound.ts';
import { evaluateOrdering } from './ordering.ts';
import { evaluateRank } from './rank.ts';
import { evaluateRatio } from './ratio.ts';
import { evaluateTrend } from './trend.ts';
import { readFormula } from '../formula.ts';

/**
 * Holds a claim against numbers, by its kind.
 *
 * @returns null where a number is missing, and for kinds that are not held against numbers
 */
export function compare(
  test: ClaimTest,
  printed: PrintedNumber | null,
  numbers: Numbers,
): Comparison | null {
  switch (test.kind) {
    case 'level':
      return evaluateLevel(test, printed, numbers);
    case 'approximate':
      return evaluateApproximate(test, printed, numbers);
    case 'lower-bound':
      return evaluateLowerBound(test, printed, numbers);
    case 'change':
      return evaluateChange(test, printed, numbers);
    case 'ratio':
      return evaluateRatio(test, printed, numbers);
    case 'rank':
      return evaluateRank(test, printed, numbers);
    case 'ordering':
      return evaluateOrdering(test, printed, numbers);
    case 'trend':
      return evaluateTrend(test, printed, numbers);
    case 'derived':
      return evaluateDerived(test, printed, numbers);
    case 'compound':
    case 'roll-up':
    case 'frozen':
    case 'not-refreshable':
      return null;
    default:
      return test satisfies never;
  }
}

/** The one number that a claim speaks of, from its operands; null where it has none. */
export function headNumber(test: ClaimTest, numbers: Numbers): string | null {
  switch (test.kind) {
    case 'derived':
    case 'lower-bound':
      return readFormula(test.formula).value(numbers);
    case 'change':
    case 'trend': {
      const [from, to] = [numbers('from'), numbers('to')];
      if (from === null || to === null) return null;
      return changeBetween(from, to, test.kind === 'change' ? test.measuredIn : 'points');
    }
    case 'ratio':
      return numbers('count');
    case 'level':
    case 'approximate':
    case 'rank':
    case 'ordering':
    case 'compound':
    case 'roll-up':
    case 'frozen':
    case 'not-refreshable':
      return numbers('value');
    default:
      return test satisfies never;
  }
}
