import type { ByteRecord } from '../csv/record-reader.ts';
import { documentFinding, documentInvalid } from '../document/invalid.ts';

/** The error of a field that is not what is declared of its column. */
export function fieldFault(
  columns: readonly string[],
  record: ByteRecord,
  at: number,
  message: string,
  what: string,
): Error {
  return documentInvalid(what, [
    documentFinding(
      'ACCOUNTS_FIELD',
      `line ${record.line}, column ${columns[at] ?? at + 1}`,
      message,
      {
        expected: 'what docs/dfo.md tells',
        actual: JSON.stringify(record.raw(at).slice(0, 80)),
      },
    ),
  ]);
}
