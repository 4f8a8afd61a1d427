import { RequestProblem } from '../problem.ts';
import {
  type Bilingual,
  type Codelist,
  type SimulatedTable,
  type SimulatedValue,
  type SimulatedVariable,
  isMandatory,
} from '../table/model.ts';
import { expand, positionOf } from './expressions.ts';

/** One variable of a request: codes and expressions as sent, brackets already removed. */
export interface VariableRequest {
  readonly variableCode: string;
  readonly codelist: string | null;
  readonly valueCodes: readonly string[];
}

/** One value of an answer and the positions of the table's values that it stands for. */
export interface AxisValue {
  readonly code: string;
  readonly label: Bilingual;
  readonly positions: readonly number[];
  /** The table's own value; null if it comes from a codelist. */
  readonly value: SimulatedValue | null;
}

/** A variable of an answer. An eliminated one has one value and is not shown. */
export interface Axis {
  readonly variable: SimulatedVariable;
  readonly values: readonly AxisValue[];
  readonly codelist: Codelist | null;
  readonly eliminated: boolean;
}

/** Thrown where SSB answers 500 with an empty body. */
export class ServerFailure extends Error {}

/**
 * Resolves a request against a table: one axis per variable, in the table's order.
 *
 * @throws RequestProblem with the title that SSB gives
 * @throws ServerFailure if a list holds the same literal code twice
 */
export function resolveSelection(
  table: SimulatedTable,
  request: readonly VariableRequest[],
): readonly Axis[] {
  const asked = new Map<SimulatedVariable, VariableRequest>();
  for (const part of request) asked.set(findVariable(table, part.variableCode), part);
  const selected = new Map(
    [...asked].map(([variable, part]) => [variable, selectedAxis(table, variable, part)]),
  );
  return table.variables.map((variable) => {
    const axis = selected.get(variable) ?? null;
    if (axis !== null) return axis;
    if (isMandatory(variable)) {
      throw new RequestProblem('Missing selection for mandantory variable');
    }
    return eliminatedAxis(variable);
  });
}

/** All values of all variables, with codelists applied where `codelists` names them. */
export function wholeTable(
  table: SimulatedTable,
  codelists: ReadonlyMap<string, string> = new Map(),
): readonly Axis[] {
  const applied = new Map<SimulatedVariable, Codelist>();
  for (const [variableCode, id] of codelists) {
    const variable = findVariable(table, variableCode);
    applied.set(variable, findCodelist(table, variable, id));
  }
  return table.variables.map((variable) => {
    const codelist = applied.get(variable) ?? null;
    return { variable, codelist, eliminated: false, values: candidates(variable, codelist) };
  });
}

/** Values shown, in variable order; eliminated variables are not part of the answer. */
export function shownAxes(axes: readonly Axis[]): readonly Axis[] {
  return axes.filter((axis) => !axis.eliminated);
}

/** A variable by code without regard to case, or `time` for the time variable. */
function findVariable(table: SimulatedTable, code: string): SimulatedVariable {
  const position = positionOf(
    code,
    table.variables.map((variable) => variable.code),
  );
  const found =
    table.variables[position] ??
    (code.toLowerCase() === 'time'
      ? table.variables.find((variable) => variable.role === 'time')
      : undefined);
  if (found === undefined) throw new RequestProblem('Non-existent variable');
  return found;
}

function findCodelist(table: SimulatedTable, variable: SimulatedVariable, id: string): Codelist {
  const codelist = table.codelists.find((candidate) => candidate.id === id);
  if (codelist === undefined || !variable.codelists.includes(id)) {
    throw new RequestProblem('Non-existent codelist');
  }
  return codelist;
}

function selectedAxis(
  table: SimulatedTable,
  variable: SimulatedVariable,
  part: VariableRequest,
): Axis | null {
  const codelist = part.codelist === null ? null : findCodelist(table, variable, part.codelist);
  const values = candidates(variable, codelist);
  const codes = values.map((value) => value.code);
  const literals = part.valueCodes.filter((code) => codes.includes(code));
  if (new Set(literals).size < literals.length) throw new ServerFailure();
  const space = { codes, time: variable.role === 'time' };
  const chosen = new Set(part.valueCodes.flatMap((element) => expand(element, space)));
  if (chosen.size === 0) return null;
  return {
    variable,
    codelist,
    eliminated: false,
    values: values.filter((_, position) => chosen.has(position)),
  };
}

function candidates(variable: SimulatedVariable, codelist: Codelist | null): readonly AxisValue[] {
  if (codelist === null) {
    return variable.values.map((value, position) => ({
      code: value.code,
      label: value.label,
      positions: [position],
      value,
    }));
  }
  const positions = new Map(variable.values.map((value, position) => [value.code, position]));
  return codelist.values.map((value) => ({
    code: value.code,
    label: value.label,
    positions: value.valueMap.flatMap((code) => positions.get(code) ?? []),
    value: null,
  }));
}

function eliminatedAxis(variable: SimulatedVariable): Axis {
  const total = variable.values.findIndex((value) => value.code === variable.eliminationValueCode);
  const positions = total === -1 ? variable.values.map((_, position) => position) : [total];
  return {
    variable,
    codelist: null,
    eliminated: true,
    values: [{ code: '', label: variable.label, positions, value: null }],
  };
}
