import { type SimulatedTable, isMandatory } from '../table/model.ts';
import type { VariableRequest } from './selection.ts';

/** Periods opened where nothing but contents and time varies: a year of months and one more. */
const PERIODS_OF_A_PLAIN_TABLE = 13;

/** Classification variables that are opened; the rest show one value or are eliminated. */
const OPENED = 2;

/**
 * The selection that answers a request without any. SSB opens about two dimensions and
 * the newest one or thirteen periods; which ones is not published, so a client must
 * never rely on it.
 */
export function defaultSelection(table: SimulatedTable): readonly VariableRequest[] {
  const classifications = table.variables.filter(
    (variable) => variable.role !== 'time' && variable.role !== 'metric',
  );
  const opened = new Set(
    [
      ...classifications.filter(isMandatory),
      ...classifications.filter((variable) => !isMandatory(variable)),
    ].slice(0, OPENED),
  );
  return table.variables.flatMap((variable) => {
    const codes = variable.values.map((value) => value.code);
    const request = (valueCodes: readonly string[]): VariableRequest => ({
      variableCode: variable.code,
      codelist: null,
      valueCodes,
    });
    if (variable.role === 'time') {
      return [request(codes.slice(classifications.length === 0 ? -PERIODS_OF_A_PLAIN_TABLE : -1))];
    }
    if (variable.role === 'metric') {
      return [request(classifications.length === 0 ? codes : codes.slice(0, 1))];
    }
    if (opened.has(variable)) return [request(codes)];
    return isMandatory(variable) ? [request(codes.slice(0, 1))] : [];
  });
}
