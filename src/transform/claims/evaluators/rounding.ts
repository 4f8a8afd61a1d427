import { Big } from 'big.js';
import type { Comparison } from './comparison.ts';
import { say } from './say.ts';

/**
 * Whether a number is the printed one, rounds to it, or neither. Numbers exactly half-way
 * between two prints count as either: which way a publisher rounds them is seldom said.
 *
 * @param step distance between neighbouring prints: 1 for whole numbers, 0.1 for one decimal
 */
export function compareRounded(
  printed: string,
  current: string,
  step: string,
  unit: Comparison['unit'],
): Comparison {
  const amount = new Big(current).minus(printed);
  const shared = { amount: amount.toFixed(), unit };
  if (amount.eq(0)) {
    const reason = say(
      (number) => `Tallet er fortsatt ${number(current)}.`,
      (number) => `The number still is ${number(current)}.`,
    );
    return Object.freeze({ outcome: 'equal', reason, ...shared });
  }
  const short = shorten(current, step);
  if (amount.abs().times(2).lte(step)) {
    const reason = say(
      (number) => `${number(short)} avrundes til ${number(printed)}.`,
      (number) => `${number(short)} rounds to ${number(printed)}.`,
    );
    return Object.freeze({ outcome: 'rounded', reason, ...shared });
  }
  const away = new Big(short).minus(printed).toFixed();
  const reason = say(
    (number, difference) =>
      `${number(printed)} er trykt, ${number(short)} er tallet nå (${difference(away)}).`,
    (number, difference) =>
      `${number(printed)} was printed, ${number(short)} is the number now (${difference(away)}).`,
  );
  return Object.freeze({ outcome: 'off', reason, ...shared });
}

/** Distance between neighbouring numbers with so many decimals; negative: tens, hundreds. */
export function stepOf(decimals: number): string {
  return new Big(10).pow(-decimals).toFixed();
}

/** A number with two digits more than its print has, or whole: enough to see why it rounds as it does. */
export function shorten(number: string, step: string): string {
  const [whole = '', fraction = ''] = step.split('.');
  const shown = Math.max(0, fraction.length + 2 - (whole.length - 1));
  return new Big(new Big(number).toFixed(shown)).toFixed();
}
