import type { TableFacts, TableVariable } from './queries/table.ts';

/** The variables that a series has a value of: all but time. */
export function seriesVariables({
  variables,
}: Pick<TableFacts, 'variables'>): readonly TableVariable[] {
  return variables.filter(({ role }) => role !== 'time');
}

/**
 * A code of every variable but time: what was asked for where the table has it, else the value
 * that stands for all of it, else the first.
 */
export function chooseSeries(
  facts: Pick<TableFacts, 'variables'>,
  asked: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map(
    seriesVariables(facts).flatMap(({ code, values }) => {
      const wanted = values.find((value) => value.code === asked.get(code));
      const chosen = wanted ?? values.find(({ total }) => total) ?? values[0];
      return chosen === undefined ? [] : [[code, chosen.code] as const];
    }),
  );
}
