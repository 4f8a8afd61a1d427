import { describe, expect, test } from 'vitest';

import { dateOfSerial } from '../../../../src/extract/xlsx/styles.ts';
import { readWorkbook } from '../../../../src/extract/xlsx/workbook.ts';
import { writeWorkbook, type WrittenSheet } from '../../../../src/simulator/dfo/workbook.ts';
import { zipFiles } from '../../../../src/simulator/dfo/zip.ts';

const SHEET: WrittenSheet = {
  name: 'Tall & tekst',
  merges: ['A1:B1'],
  hiddenRows: [10],
  hiddenColumns: [2, 5],
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
    hiddenRows: new Set([10]),
    hiddenColumns: [
      [2, 2],
      [5, 5],
    ],
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

  test('with entities that grow without end in a sheet', async () => {
    const levels = Array.from({ length: 10 }, (_, at) => {
      const text = at === 0 ? 'ha' : `&l${at - 1};`.repeat(10);
      return `<!ENTITY l${at} "${text}">`;
    });
    const part = `<!DOCTYPE x [${levels.join('')}]>${sheetOf('<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c>')}`;
    await expect(read(await withSheet(part))).rejects.toThrow(
      'xl/worksheets/sheet1.xml: a document type',
    );
    const undeclared = sheetOf('<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c>');
    await expect(read(await withSheet(undeclared))).rejects.toThrow('undefined entity');
  });

  test('of the binary format, and of a name that comes twice', async () => {
    const binary = await zipFiles([{ name: 'xl/workbook.bin', pieces: [Buffer.from('x')] }]);
    await expect(read(binary)).rejects.toThrow('binary format (expected .xlsx, found .xlsb)');
    const twice = await writeWorkbook([SHEET, { ...SHEET, name: SHEET.name.toUpperCase() }]);
    await expect(read(twice)).rejects.toThrow('two sheets have the same name');
  });

  test('with an object of another program', async () => {
    const bytes = await writeWorkbook([SHEET], { parts: { 'xl/embeddings/oleObject1.bin': 'x' } });
    await expect(read(bytes)).rejects.toThrow('or an object of another one');
  });

  test.each([
    ['<c r="A1" t="s"><v>99</v></c>', 'A1: its text is number 99 of a list of 2, counted from 0'],
    ['<c r="A1" t="s"><v>-1</v></c>', 'A1: its text is number -1 of a list of 2'],
    ['<c><v>1</v></c>', ': a cell without a place'],
    ['<c r="A1"><v>x</v></c>', 'A1: "x" is no number'],
    ['<c r="A1"><v>1e999</v></c>', 'A1: "1e999" is no number'],
    ['<c r="A1" s="1"><v>60</v></c>', 'A1: 60 is the serial number of no day'],
    ['<c r="A1" t="z"><v>1</v></c>', 'A1: a cell of the unknown type "z"'],
    ['<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', 'A1: the cell stands twice'],
    [
      '</row></sheetData><mergeCells><mergeCell ref="A1:"/></mergeCells><sheetData><row>',
      'A1:: merged',
    ],
  ])('with the cell %s', async (cell, message) => {
    await expect(read(await withSheet(sheetOf(cell)))).rejects.toThrow(`Tall & tekst!${message}`);
  });

  test('that is cut short anywhere', async () => {
    const bytes = await writeWorkbook([SHEET]);
    for (let length = 0; length < bytes.length; length += 61) {
      await expect(read(bytes.subarray(0, length))).rejects.toMatchObject({
        code: 'SB_DOCUMENT_INVALID',
      });
    }
  });
});

describe('a million rows', () => {
  const rows = (row: (at: number) => string) =>
    Array.from({ length: 1_000_000 }, (_, at) => row(at + 1)).join('');

  test('that are empty are read, and hold nothing', async () => {
    const part = sheetOf('</row>' + rows((at) => `<row r="${at}"/>`) + '<row>');
    const [sheet] = await readWorkbook(await withSheet(part), 'workbook');
    expect(sheet?.cells.size).toBe(0);
  });

  test('that are more than a workbook may unpack to are refused before they are read', async () => {
    const part = sheetOf(
      '</row>' +
        rows((at) => `<row r="${at}"><c r="A${at}" s="0"/><c r="B${at}"/></row>`) +
        '<row>',
    );
    await expect(readWorkbook(await withSheet(part), 'workbook')).rejects.toThrow(
      'xl/worksheets/sheet1.xml unpacks to more than may be',
    );
  });
});

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function sheetOf(cells: string): string {
  return `<worksheet xmlns="${MAIN}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
}

async function withSheet(part: string): Promise<Buffer> {
  return writeWorkbook([SHEET], { parts: { 'xl/worksheets/sheet1.xml': part } });
}
