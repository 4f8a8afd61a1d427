import { documentFinding, documentInvalid } from '../document/invalid.ts';
import { dateOfSerial } from './styles.ts';
import { readXml } from './xml.ts';

/** What stands in a cell. A date is ISO text; an error is as Excel spells it, `#DIV/0!`. */
export type CellContent =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text' | 'date' | 'error'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** A formula whose result was never stored. */
  | { readonly kind: 'uncalculated' };

/** The cells of a sheet by reference, `B4`; blank ones are absent. */
export interface SheetCells {
  readonly cells: ReadonlyMap<string, CellContent>;
  /** Merged areas, `B3:D3`. What stands in one stands in its first cell. */
  readonly merges: readonly string[];
  /** Numbers of the rows that a reader of the sheet does not see. */
  readonly hiddenRows: ReadonlySet<number>;
  /** First and last of columns that lie side by side and are not seen, from 1. */
  readonly hiddenColumns: readonly (readonly [first: number, last: number])[];
}

/** What the parts beside a sheet say of its cells. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly dateStyles: readonly boolean[];
  readonly from1904: boolean;
}

interface OpenCell {
  readonly reference: string;
  readonly type: string;
  readonly style: number;
  value: string | null;
  text: string;
  formula: boolean;
}

const REFERENCE = /^[A-Z]{1,3}[1-9]\d{0,6}$/;
const AREA = /^[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?$/;

/**
 * Reads a sheet (ECMA-376, part 1, section 18.3.1).
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with sheet and cell
 */
export function readSheet(
  bytes: Uint8Array,
  part: string,
  sheet: string,
  context: CellContext,
  what: string,
): SheetCells {
  const cells = new Map<string, CellContent>();
  const merges: string[] = [];
  const hiddenRows = new Set<number>();
  const hiddenColumns: (readonly [number, number])[] = [];
  let cell: OpenCell | null = null;
  let within = '';
  const fault = (place: string, message: string): Error =>
    documentInvalid(what, [
      documentFinding('XLSX_CELL', `${sheet}!${place.slice(0, 40)}`, message),
    ]);
  readXml(bytes, part, what, {
    open: (name, attributes) => {
      if (name === 'mergeCell') {
        const { ref = '' } = attributes;
        if (!AREA.test(ref)) throw fault(ref, 'merged cells without a place');
        merges.push(ref);
      }
      if (name === 'row' && isOn(attributes['hidden'])) hiddenRows.add(Number(attributes['r']));
      if (name === 'col' && isOn(attributes['hidden'])) {
        hiddenColumns.push([Number(attributes['min']), Number(attributes['max'])]);
      }
      if (name === 'c') {
        const { r: reference = '', t: type = 'n', s: style = '0' } = attributes;
        if (!REFERENCE.test(reference)) throw fault(reference, 'a cell without a place');
        cell = { reference, type, style: Number(style), value: null, text: '', formula: false };
      }
      // Phonetic hints stand inside the text and are no part of it.
      if (name === 'rPh') within = 'rPh';
      if (within === '' && (name === 'v' || name === 't')) within = name;
      if (name === 'f' && cell !== null) cell.formula = true;
    },
    text: (text) => {
      if (cell === null) return;
      if (within === 'v') cell.value = (cell.value ?? '') + text;
      if (within === 't') cell.text += text;
    },
    close: (name) => {
      if (name === within) within = '';
      if (name !== 'c' || cell === null) return;
      const content = contentOf(cell, context);
      if (content?.kind === 'fault') throw fault(cell.reference, content.message);
      if (cells.has(cell.reference)) throw fault(cell.reference, 'the cell stands twice');
      if (content !== null) cells.set(cell.reference, content);
      cell = null;
    },
  });
  return { cells, merges, hiddenRows, hiddenColumns };
}

/** Whether an attribute of the type `xsd:boolean` is true. */
function isOn(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}

/** Why a cell makes no sense. */
interface CellFault {
  readonly kind: 'fault';
  readonly message: string;
}

function cellFault(message: string): CellFault {
  return { kind: 'fault', message };
}

/** Null for a blank cell. */
function contentOf(cell: OpenCell, context: CellContext): CellContent | CellFault | null {
  const { type, value, text, formula } = cell;
  if (type === 'inlineStr') return blankOr(text);
  if (value === null) return formula ? { kind: 'uncalculated' } : null;
  switch (type) {
    case 's': {
      const shared = /^\d+$/.test(value) ? context.strings[Number(value)] : undefined;
      if (shared !== undefined) return blankOr(shared);
      const { length } = context.strings;
      return cellFault(
        `its text is number ${value.slice(0, 20)} of a list of ${length}, counted from 0`,
      );
    }
    case 'str':
      return blankOr(value);
    case 'e':
      return { kind: 'error', value };
    case 'b':
      return { kind: 'boolean', value: value === '1' };
    case 'd':
      return { kind: 'date', value: value.slice(0, 10) };
    case 'n':
      return numberOf(value, cell.style, context);
    default:
      return cellFault(`a cell of the unknown type ${JSON.stringify(type.slice(0, 20))}`);
  }
}

function blankOr(text: string): CellContent | null {
  return text === '' ? null : { kind: 'text', value: text };
}

function numberOf(
  text: string,
  style: number,
  { dateStyles, from1904 }: CellContext,
): CellContent | CellFault {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    return cellFault(`${JSON.stringify(text.slice(0, 40))} is no number`);
  }
  if (dateStyles[style] !== true) return { kind: 'number', value };
  const date = dateOfSerial(value, from1904);
  return date === null
    ? cellFault(`${text.slice(0, 40)} is the serial number of no day`)
    : { kind: 'date', value: date };
}
