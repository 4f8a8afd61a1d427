import type { MartTable, MartVariable } from '../mart.ts';

/**
 * Variables whose values must not be added up as they stand: one stands for all of them, or they
 * contain one another. A tool that is asked for nothing in particular would add a total to its parts.
 */
export function guardedVariables({ variables }: MartTable): readonly MartVariable[] {
  return variables.filter(
    ({ role, values, totalCode, overlaps }) =>
      (role === 'geo' || role === 'classification') &&
      values > 1 &&
      (totalCode !== null || overlaps),
  );
}
