import { StatbankError } from '../../errors/statbank-error.ts';
import { type Cell, overlaidCells, stridesOf } from './cells.ts';
import { type SimulatedTable, type SimulatedVariable, sizesOf } from './model.ts';
import { type Change, type Revision, revisionSchema } from './revision.ts';
import {
  addValue,
  addVariable,
  removeValues,
  removeVariable,
  reorderValues,
  reorderVariables,
} from './rearrange.ts';

/**
 * The table after a publication, or null if the publication withdraws it.
 *
 * @param now the moment of publication, without milliseconds as SSB states it
 * @throws StatbankError SB_SIMULATOR_REVISION if it names what the table does not have
 */
export function revise(
  table: SimulatedTable,
  revision: Revision,
  now: Date,
): SimulatedTable | null {
  const { changes, updated } = revisionSchema.parse(revision);
  const stamp = updated === undefined ? now.toISOString().replace(/\.\d+Z$/, 'Z') : updated;
  let revised: SimulatedTable = { ...table, updated: stamp };
  for (const change of changes) {
    if (change.change === 'withdraw') return null;
    revised = applied(revised, change);
  }
  return Object.freeze(revised);
}

function applied(
  table: SimulatedTable,
  change: Exclude<Change, { change: 'withdraw' }>,
): SimulatedTable {
  switch (change.change) {
    case 'cell': {
      const cell: Cell = { value: change.value, symbol: symbolOf(change.value, change.symbol) };
      const index = cellIndex(table, change.at);
      return { ...table, cells: overlaidCells(table.cells, new Map([[index, cell]])) };
    }
    case 'title':
      return { ...table, title: change.title };
    case 'discontinue':
      return { ...table, discontinued: true };
    case 'label':
      return withVariable(table, change.variable, (variable) =>
        change.code === undefined
          ? { ...variable, label: change.label }
          : withValue(table, variable, change.code, (value) => ({ ...value, label: change.label })),
      );
    case 'rename-variable':
      return withVariable(table, change.variable, (variable) => ({ ...variable, code: change.to }));
    case 'recode-value':
      return withVariable(table, change.variable, (variable) =>
        withValue(table, variable, change.code, (value) => ({ ...value, code: change.to })),
      );
    case 'add-value':
      return addValue(table, variableIndex(table, change.variable), change);
    case 'remove-values':
      return removeValues(
        table,
        variableIndex(table, change.variable),
        change.codes.map((code) => valueIndex(table, change.variable, code)),
      );
    case 'add-variable':
      return addVariable(table, change);
    case 'remove-variable':
      return removeVariable(
        table,
        variableIndex(table, change.variable),
        valueIndex(table, change.variable, change.keep),
      );
    case 'reorder-variables':
      return reorderVariables(
        table,
        change.order.map((code) => variableIndex(table, code)),
      );
    default:
      change satisfies Extract<Change, { change: 'reorder-values' }>;
      return reorderValues(
        table,
        variableIndex(table, change.variable),
        change.order.map((code) => valueIndex(table, change.variable, code)),
      );
  }
}

function symbolOf(value: number | null, symbol: string | undefined): string | null {
  if (symbol !== undefined) return symbol;
  return value === null ? '..' : null;
}

function withVariable(
  table: SimulatedTable,
  code: string,
  changed: (variable: SimulatedVariable) => SimulatedVariable,
): SimulatedTable {
  const index = variableIndex(table, code);
  const variables = table.variables.map((variable, position) =>
    position === index ? changed(variable) : variable,
  );
  return { ...table, variables };
}

function withValue(
  table: SimulatedTable,
  variable: SimulatedVariable,
  code: string,
  changed: (value: SimulatedVariable['values'][number]) => SimulatedVariable['values'][number],
): SimulatedVariable {
  const index = valueIndex(table, variable.code, code);
  const values = variable.values.map((value, position) =>
    position === index ? changed(value) : value,
  );
  return { ...variable, values };
}

function cellIndex(table: SimulatedTable, at: Readonly<Record<string, string>>): number {
  const strides = stridesOf(sizesOf(table.variables));
  return table.variables.reduce((index, variable, axis) => {
    const code = at[variable.code];
    if (code === undefined) throw unknown(table, `the cell says nothing of ${variable.code}`);
    return index + valueIndex(table, variable.code, code) * (strides[axis] ?? 1);
  }, 0);
}

function variableIndex(table: SimulatedTable, code: string): number {
  const index = table.variables.findIndex((variable) => variable.code === code);
  if (index === -1) throw unknown(table, `it has no variable ${code}`);
  return index;
}

function valueIndex(table: SimulatedTable, variableCode: string, code: string): number {
  const variable = table.variables[variableIndex(table, variableCode)];
  const index = variable?.values.findIndex((value) => value.code === code) ?? -1;
  if (index === -1) throw unknown(table, `${variableCode} has no value ${code}`);
  return index;
}

function unknown(table: SimulatedTable, what: string): StatbankError {
  return new StatbankError(
    'SB_SIMULATOR_REVISION',
    `The publication does not fit table ${table.id}: ${what}. Correct the publication's codes.`,
    { context: { table: table.id } },
  );
}
