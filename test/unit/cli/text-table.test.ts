import { expect, test } from 'vitest';
import { counted, printable, textTable } from '../../../src/commands/text-table.ts';

test('columns are as wide as their widest cell, numbers stand right, blanks end nowhere', () => {
  const lines = textTable(
    [
      { title: 'table', value: (row) => row.table },
      { title: 'cells', value: (row) => row.cells, align: 'right' },
      { title: 'note', value: (row) => row.note },
    ],
    [
      { table: 'ssb:07459', cells: 800_000, note: null },
      { table: 'ssb:1', cells: 5, note: 'Ås' },
    ],
  );
  expect(lines).toEqual(['table       cells  note', 'ssb:07459  800000', 'ssb:1           5  Ås']);
});

test('no rows leave the titles', () => {
  expect(textTable([{ title: 'a', value: () => 1 }], [])).toEqual(['a']);
});

test('a label cannot move the cursor or change colours', () => {
  expect(printable('Oslo\u001B[31m\u0007\r\n\u009B2J')).toBe('Oslo [31m    2J');
});

test('columns without titles have no line of titles', () => {
  expect(textTable([{ title: '', value: (row: number) => row }], [1, 2])).toEqual(['1', '2']);
});

test('one is singular, everything else plural', () => {
  expect([0, 1, 2].map((count) => counted(count, 'table'))).toEqual([
    '0 tables',
    '1 table',
    '2 tables',
  ]);
});
