import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

import { documentFinding, documentInvalid, refuseFindings } from '../document/invalid.ts';
import { decodeText, type TextEncoding } from '../document/text.ts';
import { headerFindings } from './header.ts';

/** What is declared of a CSV file. Its first line must be these columns in this order. */
export interface CsvForm<Column extends string = string> {
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly columns: readonly Column[];
}

/** A record and the line that it ends on, counted from 1. */
export interface CsvRecord<Column extends string = string> {
  readonly line: number;
  readonly fields: Readonly<Record<Column, string>>;
}

/**
 * Reads a small CSV file whole (RFC 4180 with the declared delimiter). Fields are not trimmed.
 *
 * @throws StatbankError SB_DOCUMENT_INVALID for another encoding, delimiter, column or length
 *   of a line than declared
 */
export function readCsv<Column extends string>(
  bytes: Uint8Array,
  form: CsvForm<Column>,
  what: string,
): readonly CsvRecord<Column>[] {
  const text = decodeText(bytes, form.encoding, what);
  // First alone: in a file with another delimiter quotes stand in places that hide the reason.
  const [header] = parseRows(text.split('\n', 1)[0] ?? '', form.delimiter, what);
  refuseFindings(what, headerFindings(header?.record ?? [], form.columns, form.delimiter));
  const records = parseRows(text, form.delimiter, what).slice(1);
  return records.map(({ record, info }) => {
    if (record.length !== form.columns.length) {
      throw documentInvalid(what, [
        documentFinding(
          'CSV_LENGTH',
          `line ${info.lines}`,
          'another number of fields than columns',
          {
            expected: String(form.columns.length),
            actual: String(record.length),
          },
        ),
      ]);
    }
    const fields = Object.fromEntries(form.columns.map((name, at) => [name, record[at] ?? '']));
    return { line: info.lines, fields: fields as Record<Column, string> };
  });
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function parseRows(text: string, delimiter: string, what: string): readonly ParsedRow[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly ParsedRow[];
  } catch (error) {
    if (error instanceof CsvError) throw documentInvalid(what, [csvFault(error)]);
    throw error;
  }
}

/** A fault that the CSV reader found: a quote in the wrong place, or one that never ends. */
function csvFault(error: CsvError): ReturnType<typeof documentFinding> {
  const line = typeof error['lines'] === 'number' ? `line ${error['lines']}` : '';
  return documentFinding('CSV_SYNTAX', line, error.message);
}
