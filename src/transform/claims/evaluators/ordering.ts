import { Big } from 'big.js';
import type { ClaimTest } from '../claim.ts';
import type { Evaluator } from './comparison.ts';
import { say } from './say.ts';

/** The operands from the greatest to the least, each at least `by` above the next. */
export const evaluateOrdering: Evaluator<Extract<ClaimTest, { kind: 'ordering' }>> = (
  { order, by },
  _printed,
  numbers,
) => {
  const values: Big[] = [];
  for (const name of order) {
    const value = numbers(name);
    if (value === null) return null;
    values.push(new Big(value));
  }
  const steps = values.slice(1).map((value, index) => (values[index] ?? value).minus(value));
  const holds = steps.every((step) => (new Big(by).gt(0) ? step.gte(by) : step.gt(0)));
  const reversed = steps.length > 0 && steps.every((step) => step.lt(0));
  const [first, last] = [values[0]?.toFixed() ?? '', values.at(-1)?.toFixed() ?? ''];
  const between = steps.reduce((total, step) => total.plus(step), new Big(0)).toFixed();
  return Object.freeze({
    outcome: holds ? 'equal' : reversed ? 'reversed' : 'off',
    amount: between,
    unit: 'points',
    reason: say(
      (number) =>
        holds
          ? `${number(first)} er fortsatt mer enn ${number(last)}.`
          : `${number(first)} er ikke lenger ${by === '0' ? 'mer' : `${number(by)} mer`} enn ${number(last)}.`,
      (number) =>
        holds
          ? `${number(first)} still is more than ${number(last)}.`
          : `${number(first)} is no longer ${by === '0' ? 'more' : `${number(by)} more`} than ${number(last)}.`,
    ),
  });
};
