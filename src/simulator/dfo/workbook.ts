import { zipFiles } from './zip.ts';

/** What stands in a cell of a synthetic workbook. */
export type WrittenCell =
  | number
  | string
  | boolean
  /** A serial number that is shown as a date. */
  | { readonly date: number }
  | { readonly error: string }
  /** A formula, with its stored result unless it was never calculated. */
  | { readonly formula: string; readonly result?: number };

/** A sheet of a synthetic workbook. */
export interface WrittenSheet {
  readonly name: string;
  readonly hidden?: boolean;
  /** By reference, row by row: `B4`. */
  readonly cells: Readonly<Record<string, WrittenCell>>;
  readonly merges?: readonly string[];
  readonly hiddenRows?: readonly number[];
  /** Numbers of columns, from 1. */
  readonly hiddenColumns?: readonly number[];
}

/** How a workbook is written. */
export interface WorkbookOptions {
  readonly date1904?: boolean;
  /** Further parts, to make a workbook that should be refused. */
  readonly parts?: Readonly<Record<string, string>>;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The style that shows a number as a date. */
const DATE_STYLE = 1;

/** An .xlsx workbook in the parts that spreadsheet programs write, texts shared. */
export async function writeWorkbook(
  sheets: readonly WrittenSheet[],
  { date1904 = false, parts = {} }: WorkbookOptions = {},
): Promise<Buffer> {
  const strings: string[] = [];
  const sheetParts = sheets.map((sheet) => sheetPart(sheet, strings));
  const listed = sheets.map(
    ({ name, hidden }, place) =>
      `<sheet name="${escaped(name)}" sheetId="${place + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${place + 1}"/>`,
  );
  const relations = sheets.map(
    (_, place) =>
      `<Relationship Id="rId${place + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${place + 1}.xml"/>`,
  );
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheetParts.map((part, place) => [`xl/worksheets/sheet${place + 1}.xml`, part]),
    ),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...parts,
  };
  return zipFiles(
    Object.entries(files).map(([name, text]) => ({
      name,
      pieces: [Buffer.from(name.endsWith('.bin') ? text : PROLOGUE + text)],
    })),
  );
}

function sheetPart(
  { cells, merges = [], hiddenRows = [], hiddenColumns = [] }: WrittenSheet,
  strings: string[],
): string {
  const rows = new Map<string, string[]>();
  for (const [reference, content] of Object.entries(cells)) {
    const row = reference.replace(/^[A-Z]+/, '');
    rows.set(row, [...(rows.get(row) ?? []), cellPart(reference, content, strings)]);
  }
  const lines = [...rows].map(
    ([row, written]) =>
      `<row r="${row}"${hiddenRows.includes(Number(row)) ? ' hidden="1"' : ''}>${written.join('')}</row>`,
  );
  const columns =
    hiddenColumns.length === 0
      ? ''
      : `<cols>${hiddenColumns.map((column) => `<col min="${column}" max="${column}" width="9" hidden="true"/>`).join('')}</cols>`;
  const merged =
    merges.length === 0
      ? ''
      : `<mergeCells>${merges.map((area) => `<mergeCell ref="${area}"/>`).join('')}</mergeCells>`;
  return `<worksheet xmlns="${MAIN}">${columns}<sheetData>${lines.join('')}</sheetData>${merged}</worksheet>`;
}

function cellPart(reference: string, content: WrittenCell, strings: string[]): string {
  const cell = (attributes: string, inner: string) =>
    `<c r="${reference}"${attributes}>${inner}</c>`;
  if (typeof content === 'number') return cell('', `<v>${content}</v>`);
  if (typeof content === 'boolean') return cell(' t="b"', `<v>${content ? 1 : 0}</v>`);
  if (typeof content === 'string') {
    strings.push(content);
    return cell(' t="s"', `<v>${strings.length - 1}</v>`);
  }
  if ('date' in content) return cell(` s="${DATE_STYLE}"`, `<v>${content.date}</v>`);
  if ('error' in content) return cell(' t="e"', `<f>1/0</f><v>${content.error}</v>`);
  const result = content.result === undefined ? '' : `<v>${content.result}</v>`;
  return cell('', `<f>${escaped(content.formula)}</f>${result}`);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
