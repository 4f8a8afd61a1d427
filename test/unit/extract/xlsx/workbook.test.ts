import { describe, expect, test } from 'vitest';

import { dateOfSerial } from '../../../../src/extract/xlsx/styles.ts';
import { readWorkbook } from '../../../../src/extract/xlsx/workbook.ts';
import { writeWorkbook, type WrittenSheet } from '../../../../src/simulator/dfo/workbook.ts';
import { zipFiles } from '../../../../src/simulator/dfo/zip.ts';

const SHEET: WrittenSheet = {
  name: 'Tall & tekst',
  merges: ['A1:B1'],
  cells: {
    A1: 'Æ < "Ø" & Å',
    A2: -1.5,
    B2: true,
    C2: { date: 45_292 },
    D2: { error: '#REF!' },
    E2: { formula: 'A2*2', result: -3 },
    F2: { formula: 'A2' },
    AA10: '  innrykk',
  },
};

test('a workbook is read as it was written', async () => {
  const [sheet, hidden] = await readWorkbook(
    await writeWorkbook([SHEET, { name: 'Skjult', hidden: true, cells: {} }]),
    'workbook',
  );
  expect({ ...sheet, cells: Object.fromEntries(sheet?.cells ?? []) }).toEqual({
    name: 'Tall & tekst',
    hidden: false,
    merges: ['A1:B1'],
    cells: {
      A1: { kind: 'text', value: 'Æ < "Ø" & Å' },
      A2: { kind: 'number', value: -1.5 },
      B2: { kind: 'boolean', value: true },
      C2: { kind: 'date', value: '2024-01-01' },
      D2: { kind: 'error', value: '#REF!' },
      E2: { kind: 'number', value: -3 },
      F2: { kind: 'uncalculated' },
      AA10: { kind: 'text', value: '  innrykk' },
    },
  });
  expect([hidden?.hidden, hidden?.cells.size]).toEqual([true, 0]);
});

test('runs of a text are one text, and phonetic hints none of it', async () => {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const strings = `<x:sst xmlns:x="${main}"><x:si><x:r><x:t>Med </x:t></x:r><x:r><x:t>forbehold</x:t></x:r><x:rPh sb="0" eb="1"><x:t>hint</x:t></x:rPh></x:si></x:sst>`;
  const [sheet] = await readWorkbook(
    await writeWorkbook([{ name: 'A', cells: { A1: 'x' } }], {
      parts: { 'xl/sharedStrings.xml': strings },
    }),
    'workbook',
  );
  expect(sheet?.cells.get('A1')).toEqual({ kind: 'text', value: 'Med forbehold' });
});

test.each([
  [1, false, '1900-01-01'],
  [59, false, '1900-02-28'],
  [60, false, null],
  [61, false, '1900-03-01'],
  [45_292, false, '2024-01-01'],
  [45_292.75, false, '2024-01-01'],
  [0, true, '1904-01-01'],
  [43_830, true, '2024-01-01'],
  [-1, false, null],
  [3_000_000, false, null],
])('day %d (from 1904: %s) is %s', (serial, from1904, date) => {
  expect(dateOfSerial(serial, from1904)).toBe(date);
});

describe('a workbook is refused', () => {
  const read = async (bytes: Uint8Array) => readWorkbook(bytes, 'workbook');

  test('with a password, or of the old format', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504)]);
    await expect(read(compound)).rejects.toThrow('has a password, or is of the format before 2007');
  });

  test('with macros', async () => {
    const bytes = await writeWorkbook([SHEET], { parts: { 'xl/vbaProject.bin': 'x' } });
    await expect(read(bytes)).rejects.toThrow('at xl/vbaProject.bin: the workbook holds a program');
  });

  test('with a document type, which may hold entities that grow without end', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>';
    const bytes = await writeWorkbook([SHEET], { parts: { 'xl/sharedStrings.xml': bomb } });
    await expect(read(bytes)).rejects.toThrow('xl/sharedStrings.xml: a document type');
  });

  test('with a part that is no XML, or missing, or too large', async () => {
    const cut = await writeWorkbook([SHEET], { parts: { 'xl/styles.xml': '<styleSheet><cell' } });
    await expect(read(cut)).rejects.toThrow('at xl/styles.xml');
    const other = await zipFiles([{ name: 'a.csv', pieces: [Buffer.from('x')] }]);
    await expect(read(other)).rejects.toThrow('the archive is no workbook');
    const large = await writeWorkbook([SHEET], {
      parts: { 'xl/media/a.xml': ' '.repeat(60_000_000) },
    });
    await expect(read(large)).rejects.toThrow('unpacks to more than may be');
  });

  test('with a cell that points nowhere', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    for (const cell of [
      '<c r="A1" t="s"><v>99</v></c>',
      '<c><v>1</v></c>',
      '<c r="A1"><v>x</v></c>',
    ]) {
      const part = `<worksheet xmlns="${main}"><sheetData><row r="1">${cell}</row></sheetData></worksheet>`;
      const bytes = await writeWorkbook([SHEET], { parts: { 'xl/worksheets/sheet1.xml': part } });
      await expect(read(bytes)).rejects.toMatchObject({ code: 'SB_DOCUMENT_INVALID' });
    }
  });
});
