import { Big } from 'big.js';
import type { ClaimTest } from '../claim.ts';
import { readFormula } from '../formula.ts';
import type { Evaluator } from './comparison.ts';
import { shorten, stepOf } from './rounding.ts';
import { say } from './say.ts';

/** "At least": true of every number from the printed one upwards, and of none below. */
export const evaluateLowerBound: Evaluator<Extract<ClaimTest, { kind: 'lower-bound' }>> = (
  { formula },
  printed,
  numbers,
) => {
  const current = readFormula(formula).value(numbers);
  if (printed === null || current === null) return null;
  const short = shorten(current, stepOf(printed.decimals));
  const holds = new Big(current).gte(printed.value);
  return Object.freeze({
    outcome: holds ? 'equal' : 'off',
    amount: new Big(current).minus(printed.value).toFixed(),
    unit: 'units',
    reason: holds
      ? say(
          (number) => `${number(short)} er minst ${number(printed.value)}.`,
          (number) => `${number(short)} is at least ${number(printed.value)}.`,
        )
      : say(
          (number) => `${number(short)} er mindre enn ${number(printed.value)}.`,
          (number) => `${number(short)} is less than ${number(printed.value)}.`,
        ),
  });
};
