import { StatbankError } from '../../errors/statbank-error.ts';
import { type Cell, overlaidCells, rearrangedCells, stridesOf } from './cells.ts';
import {
  type SimulatedTable,
  type SimulatedValue,
  type SimulatedVariable,
  sizesOf,
} from './model.ts';
import type { Change } from './revision.ts';

type AddValue = Extract<Change, { change: 'add-value' }>;
type AddVariable = Extract<Change, { change: 'add-variable' }>;

/** Inserts a value with its figures along the variable at `axis`. */
export function addValue(table: SimulatedTable, axis: number, change: AddValue): SimulatedTable {
  const old = variableAt(table, axis);
  const found = old.values.findIndex((value) => value.code === change.before);
  const place = found === -1 ? old.values.length : found;
  const values = [...old.values];
  values.splice(place, 0, newValue(change.code, change.label ?? same(change.code)));
  const grown = pick(table, axis, values, (position) =>
    position === place ? null : position - (position > place ? 1 : 0),
  );
  return change.figures === undefined ? grown : withFigures(grown, axis, place, change.figures);
}

/** Takes the values at `positions` away from the variable at `axis`. */
export function removeValues(
  table: SimulatedTable,
  axis: number,
  positions: readonly number[],
): SimulatedTable {
  const kept = variableAt(table, axis)
    .values.map((_, position) => position)
    .filter((position) => !positions.includes(position));
  return reorderValues(table, axis, kept);
}

/** The variable's values become those at `order`, in that order. */
export function reorderValues(
  table: SimulatedTable,
  axis: number,
  order: readonly number[],
): SimulatedTable {
  const old = variableAt(table, axis).values;
  const values = order.flatMap((position) => old[position] ?? []);
  return pick(table, axis, values, (position) => order[position] ?? null);
}

/** Puts a new variable at its position; its first value gets all present figures. */
export function addVariable(table: SimulatedTable, change: AddVariable): SimulatedTable {
  const strides = stridesOf(sizesOf(table.variables));
  const place = Math.min(change.position, table.variables.length);
  const variables = [...table.variables];
  variables.splice(place, 0, {
    code: change.variable,
    label: change.label,
    role: null,
    values: change.values.map(({ code, label }) => newValue(code, label)),
    elimination: change.elimination,
    eliminationValueCode: change.elimination ? (change.values[0]?.code ?? null) : null,
    show: 'value',
    describedby: null,
    notes: [],
    codelists: [],
  });
  return rearranged(table, variables, (positions) => {
    if (positions[place] !== 0) return null;
    return dot(
      positions.filter((_, axis) => axis !== place),
      strides,
    );
  });
}

/** Drops the variable at `axis`; the figures of the value at `keep` stay. */
export function removeVariable(table: SimulatedTable, axis: number, keep: number): SimulatedTable {
  const strides = stridesOf(sizesOf(table.variables));
  const variables = table.variables.filter((_, position) => position !== axis);
  return rearranged(table, variables, (positions) =>
    dot([...positions.slice(0, axis), keep, ...positions.slice(axis)], strides),
  );
}

/** Puts the variables in another order; `order` holds their old positions. */
export function reorderVariables(table: SimulatedTable, order: readonly number[]): SimulatedTable {
  if (new Set(order).size !== table.variables.length || order.length !== table.variables.length) {
    throw new StatbankError(
      'SB_SIMULATOR_REVISION',
      `The new order of variables of table ${table.id} must name each of its ` +
        `${table.variables.length} variables once.`,
      { context: { table: table.id } },
    );
  }
  const strides = stridesOf(sizesOf(table.variables));
  const moved = order.map((axis) => strides[axis] ?? 1);
  const variables = order.map((axis) => variableAt(table, axis));
  return rearranged(table, variables, (positions) => dot(positions, moved));
}

function pick(
  table: SimulatedTable,
  axis: number,
  values: readonly SimulatedValue[],
  origin: (position: number) => number | null,
): SimulatedTable {
  const strides = stridesOf(sizesOf(table.variables));
  const variables = table.variables.map((variable, position) =>
    position === axis ? { ...variable, values } : variable,
  );
  return rearranged(table, variables, (positions) => {
    const old = origin(positions[axis] ?? 0);
    return old === null ? null : dot(positions.with(axis, old), strides);
  });
}

function rearranged(
  table: SimulatedTable,
  variables: readonly SimulatedVariable[],
  origin: (positions: readonly number[]) => number | null,
): SimulatedTable {
  return { ...table, variables, cells: rearrangedCells(table.cells, sizesOf(variables), origin) };
}

function withFigures(
  table: SimulatedTable,
  axis: number,
  place: number,
  figures: readonly (number | null)[],
): SimulatedTable {
  const sizes = sizesOf(table.variables);
  const inner = stridesOf(sizes)[axis] ?? 1;
  const others = sizes.reduce((product, size) => product * size, 1) / (sizes[axis] ?? 1);
  if (figures.length !== others) {
    throw new StatbankError(
      'SB_SIMULATOR_REVISION',
      `A new value of ${variableAt(table, axis).code} in table ${table.id} needs ${others} ` +
        `figures, one for each combination of the other variables, not ${figures.length}.`,
      { context: { table: table.id, expected: others, actual: figures.length } },
    );
  }
  const cells = new Map<number, Cell>();
  for (const [position, value] of figures.entries()) {
    const outer = Math.floor(position / inner);
    const index = (outer * (sizes[axis] ?? 1) + place) * inner + (position % inner);
    cells.set(index, { value, symbol: value === null ? '..' : null });
  }
  return { ...table, cells: overlaidCells(table.cells, cells) };
}

function dot(positions: readonly number[], strides: readonly number[]): number {
  return positions.reduce((sum, position, axis) => sum + position * (strides[axis] ?? 1), 0);
}

function variableAt(table: SimulatedTable, axis: number): SimulatedVariable {
  const variable = table.variables[axis];
  if (variable === undefined) throw new RangeError(`No variable at position ${axis}`);
  return variable;
}

function newValue(code: string, label: SimulatedValue['label']): SimulatedValue {
  return { code, label, notes: [], describedby: null, contents: null };
}

function same(text: string): SimulatedValue['label'] {
  return { no: text, en: text };
}
