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
  let cell: OpenCell | null = null;
  let within = '';
  readXml(bytes, part, what, {
    open: (name, attributes) => {
      if (name === 'mergeCell') merges.push(attributes['ref'] ?? '');
      if (name === 'c') {
        const { r: reference = '', t: type = 'n', s: style = '0' } = attributes;
        if (!REFERENCE.test(reference)) {
          throw documentInvalid(what, [
            documentFinding('XLSX_CELL', `${sheet}!${reference}`, 'a cell without a place'),
          ]);
        }
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
      if (content === undefined) {
        throw documentInvalid(what, [
          documentFinding('XLSX_CELL', `${sheet}!${cell.reference}`, 'a cell that cannot be read'),
        ]);
      }
      if (content !== null) cells.set(cell.reference, content);
      cell = null;
    },
  });
  return { cells, merges };
}

/** Null for a blank cell, undefined for one that makes no sense. */
function contentOf(cell: OpenCell, context: CellContext): CellContent | null | undefined {
  const { type, value, text, formula } = cell;
  if (type === 'inlineStr') return blankOr(text);
  if (value === null) return formula ? { kind: 'uncalculated' } : null;
  switch (type) {
    case 's': {
      const shared = /^\d+$/.test(value) ? context.strings[Number(value)] : undefined;
      return shared === undefined ? undefined : blankOr(shared);
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
      return undefined;
  }
}

function blankOr(text: string): CellContent | null {
  return text === '' ? null : { kind: 'text', value: text };
}

function numberOf(
  text: string,
  style: number,
  { dateStyles, from1904 }: CellContext,
): CellContent | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return undefined;
  if (dateStyles[style] !== true) return { kind: 'number', value };
  const date = dateOfSerial(value, from1904);
  return date === null ? undefined : { kind: 'date', value: date };
}
