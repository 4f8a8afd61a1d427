import { quoteIdentifier } from '../../transform/identifier.ts';
import { sqlLiteral } from '../../transform/sql-literal.ts';
import type { MartMeasure, MartTable, MartVariable } from '../mart.ts';
import { guardedVariables } from './totals.ts';

/** More would make an expression of thousands of signs; beyond it only all totals together are taken. */
const MOST_CHOICES = 3;

/**
 * SQL that gives null rather than a sum that means nothing. What a chart groups and filters by is
 * not known here, but each group is: where it has several values of a variable and the total among
 * them, the total alone counts.
 */
export function supersetMetric(
  table: MartTable,
  { key, additivity }: Pick<MartMeasure, 'key' | 'additivity'>,
  value: string,
): string {
  const only = (conditions: readonly string[]): string =>
    `filter (where ${[`measure_key = ${key}`, ...conditions].join(' and ')})`;
  const sum = (conditions: readonly string[]): string => {
    const mine = only(conditions);
    if (additivity === 'full') return `sum(${value}) ${mine}`;
    const cells = additivity === 'not over time' ? 'count(distinct time_key)' : 'count(*)';
    return `case when ${cells} ${mine} = 1 then sum(${value}) ${mine} end`;
  };
  const guarded = guardedVariables(table);
  if (guarded.length === 0) return sum([]);
  const choices = subsetsOf(guarded);
  const branches = choices.map((totals) => {
    const asTheyStand = guarded.filter((variable) => !totals.includes(variable));
    const total = sum(totals.map(isTotal));
    return asTheyStand.length === 0
      ? `else ${total}`
      : `when ${asTheyStand.map((variable) => addsUp(variable, only([]))).join(' and ')} then ${total}`;
  });
  return `case ${branches.join(' ')} end`;
}

/** Which variables are taken at their totals: none first, all last. */
function subsetsOf(guarded: readonly MartVariable[]): readonly (readonly MartVariable[])[] {
  if (guarded.length > MOST_CHOICES) return [[], guarded];
  const subsets = Array.from({ length: 2 ** guarded.length }, (_, bits) =>
    guarded.filter((_variable, at) => Math.floor(bits / 2 ** at) % 2 === 1),
  );
  return subsets.toSorted((a, b) => a.length - b.length);
}

function isTotal({ codeColumn, totalCode }: MartVariable): string {
  const code = quoteIdentifier(codeColumn);
  return totalCode === null ? 'false' : `${code} = ${sqlLiteral(totalCode)}`;
}

/** Whether the values in a group may be added up: it has one, or only parts that hold nothing of one another. */
function addsUp(variable: MartVariable, mine: string): string {
  const code = quoteIdentifier(variable.codeColumn);
  const single = `count(distinct ${code}) ${mine} <= 1`;
  if (variable.overlaps && variable.role !== 'geo') return single;
  // Codes of places of one level have one length, with those of another level they have not.
  const parts = [
    ...(variable.totalCode === null
      ? []
      : [`coalesce(bool_and(${code} <> ${sqlLiteral(variable.totalCode)}) ${mine}, true)`]),
    ...(variable.overlaps ? [`count(distinct length(${code})) ${mine} <= 1`] : []),
  ];
  return `(${single} or ${parts.join(' and ')})`;
}
