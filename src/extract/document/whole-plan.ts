import { StatbankError } from '../../errors/statbank-error.ts';
import type { TableDescription } from '../../transform/table.ts';
import type { FetchPlan, TableSelection } from '../provider.ts';

/**
 * The plan of a table that its description already holds: nothing more is asked for.
 *
 * @throws StatbankError SB_SOURCE_SELECTION if a part of it is selected
 */
export function wholePlan(description: TableDescription, selection: TableSelection): FetchPlan {
  const [variable] = Object.keys(selection);
  if (variable !== undefined) {
    const { provider, table } = description.ref;
    throw new StatbankError(
      'SB_SOURCE_SELECTION',
      `${provider}:${table} is one file that is always taken whole, so ${variable} cannot be selected. Remove the selection.`,
      { context: { table, variable } },
    );
  }
  const { frame, english } = description;
  return Object.freeze({ requests: [], cells: 0, frame, english, witness: null });
}
