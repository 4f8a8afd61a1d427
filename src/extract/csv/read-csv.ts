import { documentInvalid } from '../document/invalid.ts';
import { decodeRaw, encodingFinding } from '../document/text.ts';
import type { ByteRecord } from './record-reader.ts';
import { createTableReader, type CsvForm } from './table-reader.ts';

/** A record and the line that it ends on, counted from 1. */
export interface CsvRecord<Column extends string = string> {
  readonly line: number;
  readonly fields: Readonly<Record<Column, string>>;
}

/** Bytes that are read at a time. */
const PIECE = 65_536;

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads the declared columns of a CSV file (RFC 4180 with the declared delimiter). Fields are not
 * trimmed. A byte-order mark is no part of a file in UTF-8. All columns must be in the declared
 * encoding, also those that are not read.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID with line and column for another encoding, delimiter,
 *   column or length of a line than declared
 */
export function readCsv<Column extends string>(
  bytes: Uint8Array,
  form: CsvForm<Column>,
  what: string,
): readonly CsvRecord<Column>[] {
  const records: CsvRecord<Column>[] = [];
  let places: readonly number[] | null = null;
  const reader = createTableReader(form, what, (row, names) => {
    places ??= form.columns.map((name) => names.indexOf(name));
    const texts = names.map((name, at) => {
      const text = decodeRaw(row.raw(at), form.encoding);
      if (text !== null) return text;
      throw documentInvalid(what, [
        encodingFinding(`line ${row.line}, column ${name.slice(0, 60)}`, form.encoding),
      ]);
    });
    const fields = places.map((place, at) => [form.columns[at], texts[place]]);
    records.push({
      line: lastLineOf(row),
      fields: Object.fromEntries(fields) as Record<Column, string>,
    });
  });
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = form.encoding === 'utf-8' && file.subarray(0, 3).equals(UTF8_MARK);
  for (let at = marked ? 3 : 0; at < file.length; at += PIECE) {
    reader.push(file.subarray(at, at + PIECE));
  }
  reader.end();
  return records;
}

function lastLineOf(row: ByteRecord): number {
  const text = row.bytes.toString('latin1', row.start(0), row.end(row.length - 1));
  return row.line + text.split('\n').length - 1;
}
