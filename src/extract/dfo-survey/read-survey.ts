import type { Finding } from '../../errors/finding.ts';
import type { Cube, CubeFrame, Dimension } from '../../transform/cube.ts';
import { cubeOfCells, type NamedCell } from '../../transform/cube-of-cells.ts';
import { plainDimension, plainMeasure } from '../../transform/plain-dimension.ts';
import { readNumberText } from '../../transform/number-text.ts';
import { documentFinding, refuseFindings } from '../document/invalid.ts';
import type { CellContent } from '../xlsx/sheet.ts';
import type { Sheet } from '../xlsx/workbook.ts';
import { sheetFindings, shown, workbookFindings } from './check-sheet.ts';
import type { SurveyMapping, SurveyTable } from './mapping-schema.ts';

type Figure = Pick<NamedCell, 'value' | 'symbol'>;

/**
 * Reads one table of an edition's workbook. The whole workbook is checked against its declaration,
 * all tables of it: what moved in one sheet makes the others doubtful.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with sheet and cell of everything that is not as
 *   declared; SB_CUBE_INVALID for two cells with the same codes, or a code that is not declared
 */
export function readSurveyTable(
  sheets: readonly Sheet[],
  mapping: SurveyMapping,
  table: SurveyTable,
  what: string,
): Cube {
  const findings: Finding[] = [...workbookFindings(sheets, mapping)];
  const byName = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  let cells: readonly NamedCell[] = [];
  for (const each of mapping.tables) {
    const sheet = byName.get(each.sheet);
    if (sheet === undefined) continue;
    findings.push(...sheetFindings(sheet, each));
    const read = readCells(sheet, each, findings);
    if (each === table) cells = read;
  }
  refuseFindings(what, findings);
  return cubeOfCells(frameOf(mapping, table), cells);
}

function readCells(sheet: Sheet, table: SurveyTable, findings: Finding[]): readonly NamedCell[] {
  const cells: NamedCell[] = [];
  for (const row of table.rows) {
    for (const column of table.columns) {
      const reference = `${column.at}${row.at}`;
      const codes = { ...table.codes, ...row.codes, ...column.codes };
      const content = sheet.cells.get(reference);
      const figure = readFigure(content, table);
      if (typeof figure === 'string') {
        findings.push(
          documentFinding('SURVEY_FIGURE', `${sheet.name}!${reference}`, figure, {
            expected: 'a number or a declared symbol',
            actual: shown(content),
          }),
        );
        continue;
      }
      cells.push({
        codes: table.variables.map(({ code }) => codes[code] ?? ''),
        ...figure,
        place: {
          in: 'sheet',
          sheet: sheet.name,
          cell: reference,
          decimal: content?.kind === 'text' ? (table.numbers?.decimal ?? null) : null,
        },
      });
    }
  }
  return cells;
}

/** What is wrong with a cell that holds neither a number nor a text. */
const WRONG_KINDS: Readonly<Record<Exclude<CellContent['kind'], 'number' | 'text'>, string>> =
  Object.freeze({
    date: 'a date stands where a figure should',
    error: 'the formula of the cell has an error',
    uncalculated: 'the formula of the cell was never calculated',
    boolean: 'a truth value stands where a figure should',
  });

/** The figure in a cell, or what is wrong with it. */
function readFigure(content: CellContent | undefined, table: SurveyTable): Figure | string {
  if (content === undefined) return 'the cell is blank';
  if (content.kind === 'number') return { value: content.value, symbol: '' };
  if (content.kind === 'text') return figureOfText(content.value.trim(), table);
  return WRONG_KINDS[content.kind];
}

function figureOfText(text: string, { symbols, numbers }: SurveyTable): Figure | string {
  if (Object.hasOwn(symbols, text)) return { value: null, symbol: text };
  const read = numbers === undefined ? null : readNumberText(text, numbers);
  return read === null
    ? 'a text stands where a figure should'
    : { value: read.value, symbol: read.mark };
}

function frameOf(mapping: SurveyMapping, table: SurveyTable): CubeFrame {
  const { from, to } = mapping.fieldwork;
  return {
    label: `${table.title} (${mapping.title})`,
    source: mapping.source,
    updated: null,
    notes: [
      ...(mapping.synthetic === 'true' ? ['Syntetiske tall: ingen er spurt.'] : []),
      `Spørsmål ${table.question.id}: ${table.question.text}`,
      `Utgave ${mapping.edition}. Feltarbeid ${from} til ${to}.`,
      ...Object.entries(table.symbols).map(([symbol, meaning]) => `${symbol} ${meaning}`),
    ],
    dimensions: table.variables.map(dimensionOf),
    measures: table.measures.map(({ type, ...measure }) =>
      plainMeasure({ ...measure, measuringType: type }),
    ),
  };
}

function dimensionOf({ values, ...facts }: SurveyTable['variables'][number]): Dimension {
  return plainDimension(facts, Object.entries(values));
}
