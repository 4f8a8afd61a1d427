import { documentFinding, documentInvalid } from '../document/invalid.ts';
import { requiredPart, workbookParts } from './package.ts';
import { readSheet, type SheetCells } from './sheet.ts';
import { readDateStyles } from './styles.ts';
import { readXml } from './xml.ts';

/** One sheet of a workbook. */
export interface Sheet extends SheetCells {
  readonly name: string;
  readonly hidden: boolean;
}

interface ListedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

/**
 * Reads an .xlsx workbook: its sheets in their order, what stands in their cells, what is merged and
 * what is hidden. Formulas are not calculated, their stored results are read; formats, charts and links
 * to other files are left alone.
 *
 * @param what Names the file in messages.
 * @throws StatbankError SB_DOCUMENT_INVALID with part, or sheet and cell
 */
export async function readWorkbook(bytes: Uint8Array, what: string): Promise<readonly Sheet[]> {
  const parts = await workbookParts(bytes, what);
  const { sheets, from1904 } = readSheetList(requiredPart(parts, 'xl/workbook.xml', what), what);
  const names = sheets.map(({ name }) => name.toLowerCase());
  const twice = sheets.find((_, at) => names.indexOf(names[at] ?? '') !== at);
  if (twice !== undefined) {
    throw documentInvalid(what, [
      documentFinding('XLSX_PART', twice.name, 'two sheets have the same name'),
    ]);
  }
  const targets = readTargets(requiredPart(parts, 'xl/_rels/workbook.xml.rels', what), what);
  const context = {
    strings: readStrings(parts.get('xl/sharedStrings.xml'), what),
    dateStyles: readDateStyles(parts.get('xl/styles.xml'), what),
    from1904,
  };
  return sheets.map(({ name, hidden, relation }) => {
    const target = targets.get(relation);
    if (target === undefined) {
      throw documentInvalid(what, [
        documentFinding('XLSX_PART', name, 'the sheet points to a part that is not there'),
      ]);
    }
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    const read = readSheet(requiredPart(parts, part, what), part, name, context, what);
    return { name, hidden, ...read };
  });
}

function readSheetList(
  bytes: Uint8Array,
  what: string,
): { readonly sheets: readonly ListedSheet[]; readonly from1904: boolean } {
  const sheets: ListedSheet[] = [];
  let from1904 = false;
  readXml(bytes, 'xl/workbook.xml', what, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const { name: title = '', state = 'visible', id = '' } = attributes;
      sheets.push({ name: title, hidden: state !== 'visible', relation: id });
    },
  });
  return { sheets, from1904 };
}

function readTargets(bytes: Uint8Array, what: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>();
  readXml(bytes, 'xl/_rels/workbook.xml.rels', what, {
    open: (name, { Id = '', Target = '' }) => {
      if (name === 'Relationship') targets.set(Id, Target);
    },
  });
  return targets;
}

function readStrings(bytes: Uint8Array | undefined, what: string): readonly string[] {
  if (bytes === undefined) return [];
  const strings: string[] = [];
  let text = '';
  let within = '';
  readXml(bytes, 'xl/sharedStrings.xml', what, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') within = 'rPh';
      if (name === 't' && within === '') within = 't';
    },
    text: (piece) => {
      if (within === 't') text += piece;
    },
    close: (name) => {
      if (name === within) within = '';
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}
