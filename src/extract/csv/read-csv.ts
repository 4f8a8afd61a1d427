import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

import { documentFinding, documentInvalid, refuseFindings } from '../document/invalid.ts';
import { decodeText, type TextEncoding } from '../document/text.ts';
import { headerFindings } from './header.ts';

/** What is declared of a CSV file, whose first line names its columns. */
export interface CsvForm<Column extends string = string> {
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly columns: readonly Column[];
  /** Whether columns may stand in any order, with others among them; false where absent. */
  readonly byName?: boolean;
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
  const names = header?.record ?? [];
  const findings = headerFindings(names, form.columns, form.delimiter);
  refuseFindings(
    what,
    form.byName === true ? findings.filter(({ code }) => !TOLERATED.has(code)) : findings,
  );
  const places = form.byName === true ? form.columns.map((name) => names.indexOf(name)) : null;
  const length = places === null ? form.columns.length : names.length;
  const records = parseRows(text, form.delimiter, what).slice(1);
  return records.map(({ record, info }) => {
    if (record.length !== length) {
      throw documentInvalid(what, [
        documentFinding(
          'CSV_LENGTH',
          `line ${info.lines}`,
          'another number of fields than columns',
          {
            expected: String(length),
            actual: String(record.length),
          },
        ),
      ]);
    }
    const fields = Object.fromEntries(
      form.columns.map((name, at) => [name, record[places?.[at] ?? at] ?? '']),
    );
    return { line: info.lines, fields: fields as Record<Column, string> };
  });
}

/** What a file may have where its columns are found by name. */
const TOLERATED = new Set(['CSV_COLUMN_UNKNOWN', 'CSV_COLUMN_ORDER']);

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
