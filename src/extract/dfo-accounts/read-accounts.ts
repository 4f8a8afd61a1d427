import { readThousandths } from '../csv/decimal-comma.ts';
import type { ByteRecord } from '../csv/record-reader.ts';
import { createTableReader } from '../csv/table-reader.ts';
import { documentInvalid } from '../document/invalid.ts';
import { decodeRaw, encodingFinding } from '../document/text.ts';
import { type AccountAxis, axesOf, NO_CODE, NO_CODE_LABEL } from './axes.ts';
import { type CellRows, createCellRows, MAX_CODES } from './cells.ts';
import { type CodeList, createCodeList } from './code-list.ts';
import { ACCOUNTS_FORM } from './columns.ts';
import { fieldFault } from './field-fault.ts';
import { columnAt, kindOf } from './row.ts';
import type { AccountKind } from './tables.ts';

/** The rows of one kind, in columns, with the codes of every variable. */
export interface ReadAccounts {
  readonly axes: readonly AccountAxis[];
  readonly lists: readonly CodeList[];
  readonly rows: CellRows;
}

const CLASS = columnAt('Kontoklasse_id');
const CHAPTER = columnAt('Kapittel_id');
const AMOUNT = columnAt('Beløp');
const PERIOD = columnAt('Periode');

/**
 * Reads the accounts file (windows-1252, `;`, decimal comma) out of its pieces and keeps the rows
 * of one kind. Every row is checked, also those of other kinds.
 *
 * @param what Names the file in messages.
 * @throws StatbankError SB_DOCUMENT_INVALID with line and column
 */
export async function readAccounts(
  pieces: AsyncIterable<Buffer>,
  kind: AccountKind,
  what: string,
): Promise<ReadAccounts> {
  const axes = axesOf(kind);
  const lists = axes.map(() => createCodeList());
  const cells = createCellRows(axes.length);
  const fields = axes.map(({ codeColumn }) => columnAt(codeColumn));
  const labelFields = axes.map(({ labelColumns }) => labelColumns.map((name) => columnAt(name)));
  const numbers = new Uint16Array(axes.length);
  const kinds = new Map<string, AccountKind>();

  const fault = (record: ByteRecord, at: number, message: string): Error =>
    fieldFault(ACCOUNTS_FORM.columns, record, at, message, what);

  const rowKind = (record: ByteRecord): AccountKind => {
    const key = `${record.raw(CLASS)};${record.raw(CHAPTER)}`;
    const known = kinds.get(key);
    if (known !== undefined) return known;
    const found = kindOf(record.raw(CLASS), record.raw(CHAPTER));
    if (found === null) {
      throw fault(
        record,
        CLASS,
        `account class with chapter ${JSON.stringify(record.raw(CHAPTER))} is not known`,
      );
    }
    kinds.set(key, found);
    return found;
  };

  const numberOf = (record: ByteRecord, axis: number, period: string): number => {
    const list = lists[axis] as CodeList;
    const raw = record.raw(fields[axis] as number);
    const before = list.codes.length;
    const number = list.add(raw === '' ? NO_CODE : raw);
    if (number === before) {
      if (axes[axis]?.form.test(raw) === false) {
        throw fault(record, fields[axis] as number, 'the code has an unknown form');
      }
      if (number === MAX_CODES) throw fault(record, fields[axis] as number, 'too many codes');
    }
    if (list.wantsLabel(number, period)) {
      const texts = (labelFields[axis] ?? []).map((at) =>
        decodeRaw(record.raw(at), ACCOUNTS_FORM.encoding),
      );
      for (const [place, text] of texts.entries()) {
        if (text !== null) continue;
        const column = axes[axis]?.labelColumns[place] ?? '';
        throw documentInvalid(what, [
          encodingFinding(`line ${record.line}, column ${column}`, ACCOUNTS_FORM.encoding),
        ]);
      }
      const label = raw === '' ? NO_CODE_LABEL : texts.join(': ');
      list.label(number, period, label === '' ? raw : label);
    }
    return number;
  };

  const reader = createTableReader(ACCOUNTS_FORM, what, (record) => {
    const amount = readThousandths(record.bytes, record.start(AMOUNT), record.end(AMOUNT));
    if (amount === null) throw fault(record, AMOUNT, 'this is no amount with decimal comma');
    const own = rowKind(record) === kind;
    const period = record.raw(PERIOD);
    for (let axis = 0; axis < axes.length; axis += 1) {
      if (own) numbers[axis] = numberOf(record, axis, period);
    }
    if (own) cells.add(numbers, amount);
  });
  for await (const piece of pieces) reader.push(piece);
  reader.end();
  return { axes, lists, rows: cells.rows() };
}
