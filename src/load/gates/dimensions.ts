import type { Gate, VariableFacts } from './facts.ts';
import { listed } from './words.ts';

/** Finds a variable that the table did not have: every cell gets a new meaning. */
export const dimensionAdded: Gate = ({ dimensions: { added } }) =>
  added.length === 0 ? null : `The table has a new variable: ${listed(added.map(named))}.`;

/** Finds a variable that the table no longer has: cells of another grain stand under the same name. */
export const dimensionRemoved: Gate = ({ dimensions: { removed } }) => {
  if (removed.length === 0) return null;
  const gone = removed.filter(({ deselected }) => !deselected);
  const deselected = removed.filter((variable) => variable.deselected);
  return [
    ...(gone.length === 0
      ? []
      : [`The table no longer has the variable ${listed(gone.map(named))}.`]),
    ...(deselected.length === 0
      ? []
      : [`The selection leaves out a variable that it had: ${listed(deselected.map(named))}.`]),
  ].join(' ');
};

/** Finds variables in another order than before. */
export const dimensionReordered: Gate = ({ dimensions: { orderBefore, orderAfter } }) =>
  orderBefore.every((code, place) => code === orderAfter[place])
    ? null
    : `The variables come in another order: ${orderAfter.join(', ')}, before ${orderBefore.join(', ')}.`;

function named({ code, label }: VariableFacts): string {
  return `${label} (${code})`;
}
