import type { ClaimTest } from '../claim.ts';
import { readFormula } from '../formula.ts';
import type { Evaluator } from './comparison.ts';
import { compareRounded, stepOf } from './rounding.ts';

type Test<Kind extends ClaimTest['kind']> = Extract<ClaimTest, { kind: Kind }>;

/** One number, printed with so many decimals. */
export const evaluateLevel: Evaluator<Test<'level'>> = (_test, printed, numbers) => {
  const current = numbers('value');
  if (printed === null || current === null) return null;
  return compareRounded(printed.value, current, stepOf(printed.decimals), 'points');
};

/** "Om lag": anything nearer to the printed number than to its neighbours a step away. */
export const evaluateApproximate: Evaluator<Test<'approximate'>> = ({ step }, printed, numbers) => {
  const current = numbers('value');
  if (printed === null || current === null) return null;
  return compareRounded(printed.value, current, step, 'points');
};

/** A formula over operands, printed with so many decimals. */
export const evaluateDerived: Evaluator<Test<'derived'>> = ({ formula }, printed, numbers) => {
  const current = readFormula(formula).value(numbers);
  if (printed === null || current === null) return null;
  return compareRounded(printed.value, current, stepOf(printed.decimals), 'points');
};
