import type { Finding } from '../../errors/finding.ts';
import { documentFinding } from '../document/invalid.ts';

/** Delimiters that a file may have instead of the declared one. */
const DELIMITERS = [';', ',', '\t', '|'];

export function isDelimiter(sign: string): boolean {
  return DELIMITERS.includes(sign);
}

/** Enough of a name to know it by: a file that is no CSV may have one of a megabyte. */
const SHOWN = 60;

/**
 * How a header line differs from the declared columns: another delimiter, columns that are
 * missing, unknown, there twice, or in another order. Names are compared as they are spelt.
 */
export function headerFindings(
  header: readonly string[],
  columns: readonly string[],
  delimiter: string,
): readonly Finding[] {
  const [only] = header;
  const other = DELIMITERS.find((sign) => sign !== delimiter && only?.includes(sign));
  if (header.length === 1 && columns.length > 1 && other !== undefined) {
    return [
      documentFinding('CSV_DELIMITER', 'line 1', 'the header is one column', {
        expected: JSON.stringify(delimiter),
        actual: JSON.stringify(other),
      }),
    ];
  }
  const missing = columns.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !columns.includes(name));
  const named = [
    ...missing.map((name) =>
      documentFinding('CSV_COLUMN_MISSING', `line 1, column ${name}`, 'the column is not there'),
    ),
    ...unknown.map((name) =>
      documentFinding(
        'CSV_COLUMN_UNKNOWN',
        `line 1, column ${name.slice(0, SHOWN)}`,
        'no such column is declared',
      ),
    ),
    ...columns
      .filter((name) => header.indexOf(name) !== header.lastIndexOf(name))
      .map((name) =>
        documentFinding('CSV_COLUMN_TWICE', `line 1, column ${name}`, 'the column stands twice'),
      ),
  ];
  if (named.length > 0) return named;
  const at = columns.findIndex((name, place) => header[place] !== name);
  if (at < 0 && header.length === columns.length) return [];
  const place = at < 0 ? columns.length : at;
  return [
    documentFinding(
      'CSV_COLUMN_ORDER',
      `line 1, column ${place + 1}`,
      'the columns stand in another order',
      {
        expected: columns[place] ?? 'no more columns',
        actual: header[place]?.slice(0, SHOWN) ?? 'nothing',
      },
    ),
  ];
}
