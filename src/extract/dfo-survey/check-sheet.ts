import type { Finding } from '../../errors/finding.ts';
import { documentFinding } from '../document/invalid.ts';
import type { CellContent } from '../xlsx/sheet.ts';
import type { Sheet } from '../xlsx/workbook.ts';
import type { SurveyMapping, SurveyTable } from './mapping-schema.ts';
import { areaOf, overlap } from './place.ts';

/** Enough of a text to find it by: a cell may hold 32,767 signs. */
const SHOWN = 80;

/** A content as a finding shows it. */
export function shown(content: CellContent | undefined): string {
  if (content === undefined) return 'nothing';
  if (content.kind === 'uncalculated') return 'a formula without a result';
  return JSON.stringify(
    typeof content.value === 'string' ? content.value.slice(0, SHOWN) : content.value,
  );
}

/** Sheets that nobody declared, or that are declared and not there. */
export function workbookFindings(
  sheets: readonly Sheet[],
  mapping: SurveyMapping,
): readonly Finding[] {
  const declared = new Set([
    ...mapping.tables.map(({ sheet }) => sheet),
    ...mapping.ignored_sheets,
  ]);
  const there = new Set(sheets.map(({ name }) => name));
  return [
    ...sheets
      .filter(({ name }) => !declared.has(name))
      .map(({ name, hidden }) =>
        documentFinding(
          'SURVEY_SHEET_UNKNOWN',
          name,
          `no such sheet is declared${hidden ? ', and it is hidden' : ''}`,
        ),
      ),
    ...[...declared]
      .filter((name) => !there.has(name))
      .map((name) => documentFinding('SURVEY_SHEET_MISSING', name, 'the sheet is not there')),
  ];
}

/**
 * How a sheet differs from what is declared of it: headings, merged and hidden cells, and cells
 * that stand where nothing was declared.
 */
export function sheetFindings(sheet: Sheet, table: SurveyTable): readonly Finding[] {
  return [
    ...(sheet.hidden ? [documentFinding('SURVEY_HIDDEN', sheet.name, 'the sheet is hidden')] : []),
    ...headerFindings(sheet, table),
    ...mergeFindings(sheet, table),
    ...hiddenFindings(sheet, table),
    ...undeclaredFindings(sheet, table),
  ];
}

function headerFindings({ name, cells }: Sheet, { headers }: SurveyTable): readonly Finding[] {
  return Object.entries(headers).flatMap(([area, expected]) => {
    const cell = firstOf(area);
    const actual = cells.get(cell);
    if (headerText(actual) === expected) return [];
    return [
      documentFinding('SURVEY_HEADER', `${name}!${cell}`, 'another heading than declared', {
        expected: JSON.stringify(expected),
        actual: shown(actual),
      }),
    ];
  });
}

function mergeFindings({ name, merges }: Sheet, table: SurveyTable): readonly Finding[] {
  const headers = Object.keys(table.headers);
  const declared = headers.filter((area) => area.includes(':'));
  const apart = [...dataCells(table), ...headers].map(areaOf);
  return [
    ...merges
      .filter((merge) => !declared.includes(merge))
      .filter((merge) => apart.some((area) => overlap(area, areaOf(merge))))
      .map((merge) =>
        documentFinding(
          'SURVEY_MERGED',
          `${name}!${merge}`,
          'cells are merged that are declared apart',
        ),
      ),
    ...declared
      .filter((area) => !merges.includes(area))
      .map((area) =>
        documentFinding(
          'SURVEY_MERGED',
          `${name}!${area}`,
          'cells are apart that are declared merged',
        ),
      ),
  ];
}

/** Rows and columns with declared cells that nobody sees, each at its first such cell: figures that were taken back. */
function hiddenFindings(
  { name, hiddenRows, hiddenColumns }: Sheet,
  table: SurveyTable,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  const see = (line: string, cell: string, what: string): void => {
    const finding = documentFinding('SURVEY_HIDDEN', `${name}!${cell}`, `the ${what} is hidden`);
    if (!found.has(line)) found.set(line, finding);
  };
  for (const cell of [...Object.keys(table.headers).map(firstOf), ...dataCells(table)]) {
    const { top, left } = areaOf(cell);
    if (hiddenRows.has(top)) see(`row ${top}`, cell, 'row');
    if (hiddenColumns.some(([first, last]) => first <= left && left <= last)) {
      see(`column ${left}`, cell, 'column');
    }
  }
  return [...found.values()];
}

function undeclaredFindings({ name, cells }: Sheet, table: SurveyTable): readonly Finding[] {
  const declared = new Set([
    ...dataCells(table),
    ...table.ignored,
    ...Object.keys(table.headers).map(firstOf),
  ]);
  return [...cells]
    .filter(([cell]) => !declared.has(cell))
    .map(([cell, content]) =>
      documentFinding('SURVEY_UNDECLARED', `${name}!${cell}`, 'nothing is declared for this cell', {
        expected: 'nothing',
        actual: shown(content),
      }),
    );
}

/** References of all cells that hold figures, row by row. */
function dataCells({ rows, columns }: SurveyTable): readonly string[] {
  return rows.flatMap((row) => columns.map((column) => `${column.at}${row.at}`));
}

function firstOf(area: string): string {
  return area.split(':', 1)[0] ?? area;
}

/** A heading as text: numbers as they are, dates as ISO text, white space folded. */
function headerText(content: CellContent | undefined): string | null {
  if (content === undefined || content.kind === 'uncalculated' || content.kind === 'error') {
    return null;
  }
  return String(content.value).replaceAll(/\s+/g, ' ').trim();
}
