import { documentFinding, documentInvalid, refuseFindings } from '../document/invalid.ts';
import { decodeRaw, encodingFinding, type TextEncoding } from '../document/text.ts';
import { headerFindings } from './header.ts';
import { type ByteRecord, createRecordReader, type RecordReader } from './record-reader.ts';

/** What is declared of a CSV file, whose first line names its columns. */
export interface CsvForm<Column extends string = string> {
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly columns: readonly Column[];
  /** Whether columns may stand in any order, with others among them; false where absent. */
  readonly byName?: boolean;
}

/** What a file may have where its columns are found by name. */
const TOLERATED = new Set(['CSV_COLUMN_UNKNOWN', 'CSV_COLUMN_ORDER']);

/** Columns that a file may have where others are left alone. */
const MAX_COLUMNS = 1000;

/**
 * Reads the rows of a CSV file out of its pieces, in constant memory, after its header line is what
 * is declared.
 *
 * @param what Names the file in messages.
 * @param onRow Gets each row, and the names of all columns in the order of the file.
 * @throws (its functions) StatbankError SB_DOCUMENT_INVALID with line and column for another
 *   delimiter, encoding of the header, column or length of a line than declared, and for an empty
 *   file; and whatever `onRow` throws
 */
export function createTableReader(
  { encoding, delimiter, columns, byName = false }: CsvForm,
  what: string,
  onRow: (row: ByteRecord, names: readonly string[]) => void,
): RecordReader {
  let names: readonly string[] | null = null;
  const room = byName ? MAX_COLUMNS : columns.length;
  const reader = createRecordReader(delimiter, room, what, (record) => {
    if (names === null) {
      names = namesOf(record, Math.min(record.length, room + 1));
      const findings = headerFindings(names, columns, delimiter);
      refuseFindings(what, byName ? findings.filter(({ code }) => !TOLERATED.has(code)) : findings);
      return;
    }
    if (record.length !== names.length) throw wrongLength(record, names.length);
    onRow(record, names);
  });

  function namesOf(header: ByteRecord, count: number): readonly string[] {
    return Array.from({ length: count }, (_, at) => {
      const name = decodeRaw(header.raw(at), encoding);
      if (name !== null) return name;
      throw documentInvalid(what, [encodingFinding(`line 1, column ${at + 1}`, encoding)]);
    });
  }

  function wrongLength({ line, length }: ByteRecord, expected: number): Error {
    return documentInvalid(what, [
      documentFinding('CSV_LENGTH', `line ${line}`, 'another number of fields than columns', {
        expected: String(expected),
        actual: String(length),
      }),
    ]);
  }

  return {
    push: (piece) => reader.push(piece),
    end: () => {
      reader.end();
      if (names !== null) return;
      throw documentInvalid(what, [documentFinding('CSV_EMPTY', '', 'the file is empty')]);
    },
  };
}
