import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRecordReader } from '../../../../src/extract/csv/record-reader.ts';
import { readThousandths } from '../../../../src/extract/csv/decimal-comma.ts';

function recordsOf(bytes: Buffer, pieceSize = bytes.length || 1): readonly (readonly string[])[] {
  const records: string[][] = [];
  const reader = createRecordReader(';', 8, 'file', (record) => {
    const length = Math.min(record.length, 9);
    records.push(Array.from({ length }, (_, at) => record.raw(at)));
  });
  for (let at = 0; at < bytes.length; at += pieceSize) {
    reader.push(bytes.subarray(at, at + pieceSize));
  }
  reader.end();
  return records;
}

const FIELD = fc.string({
  unit: fc.constantFrom('a', 'Ø', '"', ';', '\r\n', '\n', ' ', '7', ','),
  maxLength: 8,
});
const ROWS = fc.array(fc.array(FIELD, { minLength: 2, maxLength: 6 }), {
  minLength: 1,
  maxLength: 12,
});

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;

describe('records in pieces', () => {
  test('are those that csv-parse reads from the whole, whatever the pieces', () => {
    fc.assert(
      fc.property(ROWS, fc.integer({ min: 1, max: 40 }), fc.boolean(), (rows, size, ended) => {
        const lines = rows.map((fields) =>
          fields.map((field) => (/^[a7Ø ]+$/.test(field) ? field : quoted(field))).join(';'),
        );
        const bytes = Buffer.from(lines.join('\r\n') + (ended ? '\r\n' : ''), 'latin1');
        const oracle = parse(bytes.toString('latin1'), {
          delimiter: ';',
          relax_column_count: true,
        });
        expect(recordsOf(bytes, size)).toEqual(oracle);
        expect(oracle).toEqual(rows);
      }),
      { numRuns: 300 },
    );
  });

  test('more fields than there is room for are counted', () => {
    const lengths: number[] = [];
    const reader = createRecordReader(';', 2, 'file', ({ length }) => lengths.push(length));
    reader.push(Buffer.from('1;2\n1;2;3;"4"\n1\n'));
    reader.end();
    expect(lengths).toEqual([2, 4, 1]);
  });

  test.each([
    ['a;"b\nc;d\n', 'a quote that is never closed', 1],
    ['a;b\n"c"d;e\n', 'text after a closing quote', 2],
    ['a;b\n\nc"d";e\n', 'a quote in the middle', 3],
    ['a;b\nc;d\re;f', 'a carriage return that ends no line', 2],
  ])('%j is refused', (text, message, line) => {
    for (const size of [1, 3, 100]) {
      expect(() => recordsOf(Buffer.from(text), size)).toThrow(`line ${line}: ${message}`);
    }
  });

  test('a quote without end does not fill the memory', () => {
    const reader = createRecordReader(';', 8, 'file', () => undefined);
    reader.push(Buffer.from('"'));
    const endless = () => {
      for (let piece = 0; piece < 100; piece += 1) reader.push(Buffer.alloc(100_000, 'a'));
    };
    expect(endless).toThrow('a record without end');
  });
});

test('a file of any length is read in the memory of a few pieces', () => {
  const piece = Buffer.from('"132001";"Lønn";"1,500"\r\n'.repeat(2500), 'latin1');
  let records = 0;
  let bytes = 0;
  const reader = createRecordReader(';', 3, 'file', () => (records += 1));
  reader.push(piece);
  const before = process.memoryUsage().arrayBuffers;
  for (let at = 1; at < 2000; at += 1) {
    // Pieces end anywhere in a record.
    reader.push(piece.subarray(0, at));
    reader.push(piece.subarray(at));
    bytes += piece.length;
  }
  reader.end();
  expect(records).toBe(2000 * 2500);
  expect(bytes).toBeGreaterThan(100_000_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2_000_000);
});

describe('amounts with decimal comma', () => {
  const read = (text: string) => readThousandths(Buffer.from(text), 0, text.length);

  test('are what was printed, or none: separators change no number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.integer({ min: 0, max: 999 }),
        fc.constantFrom('', ' ', '\u00a0', '.', "'"),
        fc.constantFrom('.', ','),
        fc.constantFrom('', '*', '1)'),
        (whole, rest, thousands, decimal, mark) => {
          const digits = String(Math.abs(whole)).replaceAll(/\B(?=(\d{3})+$)/g, thousands);
          const sign = whole < 0 ? '-' : '';
          const text = `${sign}${digits}${decimal}${String(rest).padStart(3, '0')}${mark}`;
          const bytes = Buffer.from(text, 'latin1');
          const thousandths = (whole < 0 ? -1 : 1) * (Math.abs(whole) * 1000 + rest);
          const expected = /^-?\d+,\d{3}$/.test(text) ? thousandths : null;
          expect(readThousandths(bytes, 0, bytes.length)).toBe(expected);
        },
      ),
    );
  });

  test('are read exactly, as whole thousandths', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9e14, max: 9e14 }), (thousandths) => {
        const digits = String(Math.abs(thousandths)).padStart(4, '0');
        const sign = thousandths < 0 ? '-' : '';
        expect(read(`${sign}${digits.slice(0, -3)},${digits.slice(-3)}`)).toBe(thousandths);
      }),
    );
    expect(['5', '5,1', '-0,000', '0,25'].map(read)).toEqual([5000, 5100, 0, 250]);
  });

  test.each([
    '',
    '-',
    ',5',
    '5,',
    '1.234,00',
    '1 234,00',
    '1\u00a0234,00',
    '12.50',
    '1,2345',
    '1,2,3',
    '(5)',
    '5*',
    '5 1)',
    '+5',
    '--5',
    'NULL',
    '99999999999999999',
  ])('%j is none', (text) => {
    const bytes = Buffer.from(text, 'latin1');
    expect(readThousandths(bytes, 0, bytes.length)).toBeNull();
  });
});
