import type { Language, MartMeasure, MartTable, MartVariable } from '../mart.ts';
import { COLUMNS } from './measures.ts';
import { guardedVariables } from './totals.ts';

/** DAX that sums over what may be summed over, a total never with its parts, and otherwise shows single cells alone. */
export function daxMeasure(
  table: MartTable,
  { key, additivity }: Pick<MartMeasure, 'key' | 'additivity'>,
  language: Language,
): string {
  const { name } = table.view;
  const { value, start } = COLUMNS[language];
  const column = (of: string): string => daxColumn(name, of);
  const mine = [
    `${column('measure_key')} = ${key}`,
    ...guardedVariables(table).map((variable) => guard(name, variable, language)),
  ].join(', ');
  const sum = `CALCULATE(SUM(${column(value)}), ${mine})`;
  if (additivity === 'full') return sum;
  if (additivity === 'not over time') {
    const last = `CALCULATE(MAX(${column(start)}), ${mine})`;
    return `VAR latest = ${last} RETURN CALCULATE(SUM(${column(value)}), ${mine}, ${column(start)} = latest)`;
  }
  return `IF(CALCULATE(COUNTROWS('${name}'), ${mine}) = 1, ${sum})`;
}

/**
 * A filter of CALCULATE on what is selected of a variable: one value; or the total, where that is
 * among several; or else the parts, if they hold nothing of one another or were chosen on purpose.
 */
function guard(view: string, variable: MartVariable, language: Language): string {
  const code = daxColumn(view, variable.codeColumn);
  const selected = `VALUES(${code})`;
  const chosen = [
    `ISFILTERED(${daxColumn(view, variable.column)})`,
    `ISFILTERED(${code})`,
    ...(variable.role === 'geo' ? [`HASONEVALUE(${LEVEL[language]})`] : []),
  ].join(' || ');
  const { totalCode: total, overlaps } = variable;
  const parts =
    total === null
      ? chosen
      : `NOT(${daxText(total)} IN ${selected})${overlaps ? ` && (${chosen})` : ''}`;
  const which = [
    `COUNTROWS(${selected}) = 1`,
    ...(total === null ? [] : [`${code} = ${daxText(total)}`]),
    parts,
  ].join(' || ');
  return `FILTER(${selected}, ${which})`;
}

/** The level of a place; municipalities and counties of one country stand side by side. */
const LEVEL = Object.freeze({
  no: daxColumn('dim_region', 'regionnivå'),
  en: daxColumn('dim_region_en', 'region_level'),
});

function daxColumn(view: string, column: string): string {
  return `'${view}'[${column.replaceAll(']', ']]')}]`;
}

function daxText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
