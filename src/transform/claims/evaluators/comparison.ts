import type { Drift } from '../evaluated-claim.ts';
import type { Words } from '../words.ts';

/**
 * What an evaluator found.
 * - `equal`: as printed; `rounded`: not quite, but the print allows it;
 * - `off`: it does not hold; `reversed`: the contrary is true;
 * - `changed`: it is not the same question any more (another denominator).
 */
export type Outcome = 'equal' | 'rounded' | 'off' | 'reversed' | 'changed';

/** A claim held against numbers of today. */
export interface Comparison {
  readonly outcome: Outcome;
  readonly reason: Words;
  /** Current minus printed, where both are numbers. */
  readonly amount: string | null;
  readonly unit: Drift['unit'];
}

/** The number of an operand by name; null: there is none. */
export type Numbers = (name: string) => string | null;

/**
 * Holds a claim against numbers.
 *
 * @returns null where a number that is needed is missing
 */
export type Evaluator<Test> = (
  test: Test,
  printed: { readonly value: string; readonly decimals: number } | null,
  numbers: Numbers,
) => Comparison | null;
