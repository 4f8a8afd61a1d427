import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding } from '../../../../src/errors/finding.ts';
import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { readCsv } from '../../../../src/extract/csv/read-csv.ts';
import type { CsvForm } from '../../../../src/extract/csv/table-reader.ts';

const FORM = Object.freeze({
  encoding: 'utf-8',
  delimiter: ';',
  columns: ['kode', 'navn', 'tall'],
} as const);
const NAMED = Object.freeze({ ...FORM, byName: true });
const OLD = Object.freeze({ ...FORM, encoding: 'windows-1252' } as const);

const LETTERS = fc.constantFrom('a', 'Ø', 'é', '7', ' ', ',', ';', '"', '\n', '\r\n', '–', '€');
const FIELD = fc.string({ unit: LETTERS, maxLength: 8 });
const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

/** The text in windows-1252, for the letters above. */
function in1252(text: string): Buffer {
  return Buffer.from(text.replaceAll('–', '\u0096').replaceAll('€', '\u0080'), 'latin1');
}

function findingOf(bytes: Uint8Array, form: CsvForm): Finding | undefined {
  try {
    readCsv(bytes, form, 'file');
  } catch (error) {
    if (error instanceof StatbankError) return (error.context['findings'] as Finding[])[0];
    throw error;
  }
  return undefined;
}

describe('a CSV file', () => {
  test('is read back as it was written, in both encodings, whatever the order and line ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ kode: FIELD, navn: FIELD, tall: FIELD }), { maxLength: 8 }),
        fc.shuffledSubarray(['kode', 'navn', 'tall', 'mer'] as const, { minLength: 4 }),
        fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 9, maxLength: 9 }),
        fc.constantFrom('utf-8' as const, 'marked' as const, 'windows-1252' as const),
        (rows, columns, ends, encoding) => {
          const lines = rows.map((row) =>
            columns.map((name) => quoted(name === 'mer' ? 'x' : row[name])).join(';'),
          );
          const text = [columns.join(';'), ...lines]
            .map((line, at) => line + (ends[at] ?? '\n'))
            .join('');
          const marked = encoding === 'marked' ? `\uFEFF${text}` : text;
          const read =
            encoding === 'windows-1252'
              ? readCsv(in1252(text), { ...OLD, byName: true }, 'file')
              : readCsv(Buffer.from(marked), NAMED, 'file');
          expect(read.map(({ fields }) => fields)).toEqual(rows);
          const last = text.trimEnd().split('\n').length;
          if (rows.length > 0) expect(read.at(-1)?.line).toBe(last);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each<[string, string | Buffer, CsvForm, Partial<Finding>]>([
    ['nothing in it', '', FORM, { code: 'CSV_EMPTY', pointer: '' }],
    ['blank lines alone', '\n\r\n\n', FORM, { code: 'CSV_EMPTY', pointer: '' }],
    [
      'another delimiter',
      'kode,navn,tall\n',
      FORM,
      { code: 'CSV_DELIMITER', pointer: 'line 1', expected: '";"', actual: '","' },
    ],
    [
      'another delimiter between names in quotes',
      '"kode"\t"navn"\t"tall"\n',
      NAMED,
      { code: 'CSV_DELIMITER', pointer: 'line 1', expected: '";"', actual: '"\\t"' },
    ],
    [
      'a renamed column',
      'kode;Navn;tall\n',
      NAMED,
      { code: 'CSV_COLUMN_MISSING', pointer: 'line 1, column navn' },
    ],
    [
      'a column that stands twice',
      'kode;tall;navn;tall\n1;2;x;99\n',
      NAMED,
      { code: 'CSV_COLUMN_TWICE', pointer: 'line 1, column tall' },
    ],
    [
      'columns in another order where it counts',
      'navn;kode;tall\n',
      FORM,
      { code: 'CSV_COLUMN_ORDER', pointer: 'line 1, column 1' },
    ],
    [
      'a line that is short',
      'kode;navn;tall\n1;x;2\n1;x\n',
      FORM,
      { code: 'CSV_LENGTH', pointer: 'line 3', expected: '3', actual: '2' },
    ],
    [
      'an end in the middle of a quoted field',
      'kode;navn;tall\n1;x;2\n1;"x',
      FORM,
      { code: 'CSV_SYNTAX', pointer: 'line 3', message: 'a quote that is never closed' },
    ],
    [
      'a NUL byte',
      'kode;navn;tall\n1;x;2\n1;"x\ny\0";2\n',
      FORM,
      { code: 'DOCUMENT_NUL', pointer: 'line 4' },
    ],
    [
      'UTF-16',
      Buffer.from('\uFEFFkode;navn;tall\n', 'utf16le'),
      FORM,
      { code: 'DOCUMENT_ENCODING', pointer: 'line 1', actual: 'UTF-16' },
    ],
    [
      'UTF-16 without a mark',
      Buffer.from('kode;navn;tall\n', 'utf16le'),
      FORM,
      { code: 'DOCUMENT_NUL', pointer: 'line 1' },
    ],
    [
      'another encoding in one line',
      Buffer.concat([Buffer.from('kode;navn;tall\n1;Ø;2\n1;'), in1252('Ø;2\n')]),
      FORM,
      { code: 'DOCUMENT_ENCODING', pointer: 'line 3, column navn', expected: 'UTF-8' },
    ],
    [
      'letters that were encoded twice',
      'kode;navn;tall\n1;Ã˜l;2\n',
      FORM,
      { code: 'DOCUMENT_ENCODING', pointer: 'line 2, column navn' },
    ],
    [
      'letters that were lost',
      'kode;navn;tall\n1;\uFFFDl;2\n',
      FORM,
      { code: 'DOCUMENT_ENCODING', pointer: 'line 2, column navn' },
    ],
    [
      'UTF-8 in a file of windows-1252',
      'kode;navn;tall\n1;x;2\n1;Øl;2\n',
      OLD,
      { code: 'DOCUMENT_ENCODING', pointer: 'line 3, column navn', expected: 'windows-1252' },
    ],
    [
      'another encoding in a column that nobody reads',
      Buffer.concat([Buffer.from('kode;navn;tall;mer\n1;x;2;'), in1252('Ø\n')]),
      NAMED,
      { code: 'DOCUMENT_ENCODING', pointer: 'line 2, column mer' },
    ],
    ['a mark of UTF-8', '\uFEFFkode;navn;tall\n', OLD, { code: 'DOCUMENT_ENCODING' }],
  ])('with %s is refused with its place', (_, text, form, finding) => {
    expect(findingOf(Buffer.from(text as string), form)).toMatchObject(finding);
  });

  test('with a name of a megabyte is refused in few words', () => {
    const name = 'x'.repeat(900_000);
    expect(() => readCsv(Buffer.from(`${name};navn;tall\n`), FORM, 'file')).toThrow(
      /line 1, column kode/,
    );
    const unknown = findingOf(Buffer.from(`kode;navn;tall;${name}\n`), FORM);
    expect(JSON.stringify(unknown).length).toBeLessThan(300);
  });
});
