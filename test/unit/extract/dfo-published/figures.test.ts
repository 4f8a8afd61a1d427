import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { FIGURES_FORM, readFigures } from '../../../../src/extract/dfo-published/figures.ts';
import { figureCube, figureTables } from '../../../../src/extract/dfo-published/tables.ts';
import { valueAt, type Cube } from '../../../../src/transform/cube.ts';
import { summingOf } from '../../../../src/transform/measure.ts';

const FILE = new URL(
  '../../../../reports/digital-competence-2021/published-figures.csv',
  import.meta.url,
);
const bytes = readFileSync(FILE);
const figures = readFigures(bytes);

function cellOf(cube: Cube, codes: readonly string[]): number | null {
  let index = 0;
  for (const [axis, { categories }] of cube.dimensions.entries()) {
    const position = categories.findIndex(({ code }) => code === codes[axis]);
    expect(position).toBeGreaterThanOrEqual(0);
    index = index * categories.length + position;
  }
  return valueAt(cube, index);
}

function findingsOf(
  text: string,
): readonly { readonly pointer: string; readonly message: string }[] {
  try {
    readFigures(Buffer.from(text));
  } catch (error) {
    if (error instanceof StatbankError) return error.context['findings'] as never;
    throw error;
  }
  return [];
}

const text = bytes.toString();

test('every figure of the file is one cell of its own table and one of the table of all', () => {
  const all = figureCube('tall', figures);
  expect(all?.values.kind === 'sparse' && all.values.values.size).toBe(figures.length);
  let cells = 0;
  for (const table of figureTables(figures).slice(1)) {
    const cube = figureCube(table, figures);
    if (cube?.values.kind === 'sparse') cells += cube.values.values.size;
  }
  expect(cells).toBe(figures.length);
  for (const figure of figures) {
    const own = figureCube(figure.table, figures)!;
    const { answer, population, base, measure, year } = figure;
    expect(cellOf(own, [answer, population, base, measure, year])).toBe(figure.value);
    expect(cellOf(all!, [figure.figure, measure, year])).toBe(figure.value);
  }
});

test('two figures of 63 percent are told apart by their codes', () => {
  const all = figureCube('tall', figures)!;
  expect(cellOf(all, ['internett-flere-ganger-daglig-67-pluss', 'andel', '2021'])).toBe(63);
  expect(cellOf(all, ['nettjenester-stor-erfaring', 'andel', '2021'])).toBe(63);
  expect(cellOf(all, ['nettjenester-stor-erfaring', 'andel', '2013'])).toBe(35);
});

test('what is not printed is marked so, and what is about or at least keeps its word', () => {
  const cube = figureCube('internettsikkerhet', figures)!;
  expect([...new Set(cube.symbols.values())]).toEqual(['avledet']);
  expect([...figureCube('digital_kompetanse', figures)!.symbols.values()]).toEqual([
    'om lag',
    'minst',
  ]);
});

test('no measure of a published figure may be summed over everything', () => {
  for (const table of figureTables(figures)) {
    for (const measure of figureCube(table, figures)!.measures) {
      expect(summingOf(measure).additivity).not.toBe('full');
    }
  }
});

test('the source and the section of every figure are notes of its value', () => {
  const all = figureCube('tall', figures)!;
  const notes = all.dimensions[0]?.categories.map((category) => category.notes[0]);
  expect(notes?.every((note) => /^Avsnitt \d\. Kilde: .+\.$/.test(note ?? ''))).toBe(true);
});

test('the order of the lines makes no difference to what a figure says', () => {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const reversed = readFigures(Buffer.from([header, ...lines.toReversed()].join('\n')));
  expect(figureTables(reversed).toSorted()).toEqual(figureTables(figures).toSorted());
  const withoutLine = (all: typeof figures) => all.map(({ line: _, ...figure }) => figure);
  expect(withoutLine(reversed.toReversed())).toEqual(withoutLine(figures));
});

test('a byte-order mark is no part of the first column', () => {
  expect(readFigures(Buffer.from(`\uFEFF${text}`))).toEqual(figures);
});

test('a wrong field is told with its line and column', () => {
  const findings = findingsOf(
    text.replace(';2021;90;', ';2021;90,5;').replace(';2021;3;', ';21;3;'),
  );
  expect(findings.map(({ pointer }) => pointer)).toEqual([
    'line 2, column value',
    'line 5, column year',
  ]);
  expect(findings[0]?.message).toContain('"90,5"');
});

test.each([
  '1 234',
  '1\u00a0234',
  '1\u202f234',
  '1.234.567',
  '1,234',
  '90*',
  '90 %',
  '9e1',
  '44197-',
  '9'.repeat(20),
])('the number %j is refused with its place', (number) => {
  const findings = findingsOf(text.replace(';2021;90;', `;2021;${number};`));
  expect(findings).toMatchObject([{ pointer: 'line 2, column value' }]);
});

test('one code with two texts is refused', () => {
  const [finding] = findingsOf(text.replace('aldri;Aldri;67-pluss', 'aldri;Ikke;67-pluss'));
  expect(finding).toMatchObject({ code: 'FIGURE_LABEL', expected: 'Aldri', actual: 'Ikke' });
});

test('two figures in one place are refused', () => {
  const [header = '', first = ''] = text.split('\n');
  const twice = readFigures(Buffer.from([header, first, first].join('\n')));
  expect(() => figureCube('internettbruk', twice)).toThrow(/stand in one place/);
});

test('a renamed, a missing and a moved column are three different findings', () => {
  expect(findingsOf(text.replace('qualifier', 'kvalifikator')).map((one) => one.pointer)).toEqual([
    'line 1, column qualifier',
    'line 1, column kvalifikator',
  ]);
  expect(findingsOf(text.replace('year;value', 'value;year'))).toMatchObject([
    { code: 'CSV_COLUMN_ORDER', expected: 'year', actual: 'value' },
  ]);
  expect(findingsOf(text.replaceAll(';', ','))).toMatchObject([
    { code: 'CSV_DELIMITER', expected: '";"', actual: '","' },
  ]);
});

test('another encoding is refused', () => {
  expect(() => readFigures(Buffer.from(text, 'latin1'))).toThrow(/not UTF-8/);
});

test('every column that is declared is in the file', () => {
  expect(text.split('\n')[0]?.split(';')).toEqual(FIGURES_FORM.columns);
});
