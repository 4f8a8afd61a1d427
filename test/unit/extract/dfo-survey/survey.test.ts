import { describe, expect, test } from 'vitest';

import { SYNTHETIC_MAPPING, syntheticSheets } from '../../../../src/simulator/dfo/survey.ts';
import type { WrittenCell, WrittenSheet } from '../../../../src/simulator/dfo/workbook.ts';
import { coordinateOf } from '../../../../src/transform/odometer.ts';
import { summingOf } from '../../../../src/transform/measure.ts';
import { sourceResponse } from '../../../support/source-response.ts';
import {
  firstSheet,
  surveyCube,
  surveyFindings,
  surveyProvider,
  surveyResponses,
} from '../../../support/survey-files.ts';

async function cellsOf(
  table: string,
  responses = surveyResponses(),
): Promise<ReadonlyMap<string, unknown>> {
  const { dimensions, values, symbols } = await surveyCube(table, await responses);
  const sizes = dimensions.map(({ categories }) => categories.length);
  if (values.kind !== 'sparse') throw new Error('dense');
  return new Map(
    [...values.values].map(([index, value]) => {
      const codes = coordinateOf(index, sizes).map(
        (at, axis) => dimensions[axis]?.categories[at]?.code,
      );
      return [codes.join(' '), symbols.has(index) ? [value, symbols.get(index)] : value];
    }),
  );
}

describe('a table of the survey', () => {
  test('has every declared figure under its codes, with editions apart from years', async () => {
    expect(Object.fromEntries(await cellsOf('internettsikkerhet_2024'))).toEqual({
      'alle lav med-vet-ikke andel 2021 andel 2021': 33,
      'alle positiv med-vet-ikke andel 2021 andel 2021': 44,
      'alle lav uten-vet-ikke andel 2024 andel 2023': 37,
      'alle positiv uten-vet-ikke andel 2024 andel 2023': 41,
      '18-66 lav med-vet-ikke andel 2021 andel 2021': 32,
      '18-66 positiv med-vet-ikke andel 2021 andel 2021': 46.5,
      '18-66 lav uten-vet-ikke andel 2024 andel 2023': 1036,
      '18-66 positiv uten-vet-ikke andel 2024 andel 2023': 43,
      '67-pluss lav med-vet-ikke andel 2021 andel 2021': [36, '*'],
      '67-pluss positiv med-vet-ikke andel 2021 andel 2021': 38,
      '67-pluss lav uten-vet-ikke andel 2024 andel 2023': [null, ':'],
      '67-pluss positiv uten-vet-ikke andel 2024 andel 2023': 35,
    });
  });

  test('keeps the two versions of a scale apart', async () => {
    const cells = await cellsOf('innlogging_2024');
    expect([...cells]).toEqual([
      ['alle 0-100 2021 2021', 62],
      ['alle 0-10 2024 2023', 6.1],
    ]);
  });

  test('says question, edition, fieldwork, symbols, and that its figures are synthetic', async () => {
    const { notes, measures } = await surveyCube(
      'internettsikkerhet_2024',
      await surveyResponses(),
    );
    expect(notes).toEqual([
      'Syntetiske tall: ingen er spurt.',
      'Spørsmål sikkerhet: Hvor god er internettsikkerheten? (syntetisk)',
      'Utgave 2024. Feltarbeid 2023-10 til 2023-12.',
      ': Vises ikke',
    ]);
    expect(summingOf(measures[0]!).additivity).toBe('none');
  });
});

const mark = (mapping: string) =>
  mapping.replace("thousands: space, marks: ['*']", "thousands: dot, marks: ['1)']");

describe('what is declared is read', () => {
  test.each<[string, WrittenCell, string, unknown]>([
    ['a space between thousands', '12 345', SYNTHETIC_MAPPING, 12_345],
    ['a fixed space', '12\u00a0345,5', SYNTHETIC_MAPPING, 12_345.5],
    ['a narrow one', '-1\u202f345', SYNTHETIC_MAPPING, -1345],
    ['a dot', '12.345,5', mark(SYNTHETIC_MAPPING), 12_345.5],
    ['a footnote mark', '46,5 1)', mark(SYNTHETIC_MAPPING), [46.5, '1)']],
    ['the result of a formula', { formula: '1+1', result: 2 }, SYNTHETIC_MAPPING, 2],
  ])('%s', async (_, content, mapping, expected) => {
    const sheets = firstSheet((cells) => {
      Object.assign(cells, { B4: content, B6: 1, D5: 1 });
    });
    const cells = await cellsOf('internettsikkerhet_2024', surveyResponses(sheets, mapping));
    expect(cells.get('alle lav med-vet-ikke andel 2021 andel 2021')).toEqual(expected);
  });

  test('a heading that is a date, in both ways of counting days', async () => {
    const mapping = SYNTHETIC_MAPPING.replace('B3: Lav 2021', 'B3: 2021-05-17');
    const dated = (date: number) => firstSheet((cells) => Object.assign(cells, { B3: { date } }));
    expect(await surveyFindings(await surveyResponses(dated(44_333), mapping))).toEqual([]);
    expect(
      await surveyFindings(await surveyResponses(dated(42_871), mapping, { date1904: true })),
    ).toEqual([]);
    expect(await surveyFindings(await surveyResponses(dated(42_871), mapping))).toMatchObject([
      { code: 'SURVEY_HEADER', pointer: 'Sikkerhet!B3', actual: '"2017-05-16"' },
    ]);
  });
});

const put = (cells: Record<string, WrittenCell>) => firstSheet((own) => Object.assign(own, cells));
const others = syntheticSheets().slice(1);

describe('anything else is refused with sheet and cell', () => {
  test.each<[string, readonly WrittenSheet[], string, string]>([
    ['another heading', put({ C3: 'Positiv 2022' }), 'SURVEY_HEADER', 'Sikkerhet!C3'],
    [
      'headings that changed places',
      put({ B3: 'Positiv 2021', C3: 'Lav 2021' }),
      'SURVEY_HEADER',
      'Sikkerhet!B3',
    ],
    [
      'a group that is called otherwise',
      put({ A6: '65 år og eldre' }),
      'SURVEY_HEADER',
      'Sikkerhet!A6',
    ],
    ['one row more', put({ A7: 'Kvinner', B7: 35 }), 'SURVEY_UNDECLARED', 'Sikkerhet!A7'],
    ['one column more', put({ F3: 'Vet ikke 2024' }), 'SURVEY_UNDECLARED', 'Sikkerhet!F3'],
    [
      'a date serial where a figure should be',
      put({ B4: { date: 45_000 } }),
      'SURVEY_FIGURE',
      'Sikkerhet!B4',
    ],
    ['a formula with an error', put({ D4: { error: '#DIV/0!' } }), 'SURVEY_FIGURE', 'Sikkerhet!D4'],
    [
      'a formula that was never calculated',
      put({ D4: { formula: 'A1' } }),
      'SURVEY_FIGURE',
      'Sikkerhet!D4',
    ],
    ['a number in another form', put({ D4: '1.036,5' }), 'SURVEY_FIGURE', 'Sikkerhet!D4'],
    ['a mark that nobody declared', put({ D4: '37**' }), 'SURVEY_FIGURE', 'Sikkerhet!D4'],
    ['a symbol that nobody declared', put({ D4: '..' }), 'SURVEY_FIGURE', 'Sikkerhet!D4'],
    ['a truth value', put({ D4: true }), 'SURVEY_FIGURE', 'Sikkerhet!D4'],
    [
      'merged figures',
      firstSheet((cells) => delete cells['C4'], { merges: ['A1:E1', 'B4:C4'] }),
      'SURVEY_MERGED',
      'Sikkerhet!B4:C4',
    ],
    [
      'a heading that is no longer merged',
      firstSheet(() => undefined, { merges: [] }),
      'SURVEY_MERGED',
      'Sikkerhet!A1:E1',
    ],
    ['a blank figure', firstSheet((cells) => delete cells['E6']), 'SURVEY_FIGURE', 'Sikkerhet!E6'],
    [
      'a hidden row of figures',
      firstSheet(() => undefined, { hiddenRows: [4] }),
      'SURVEY_HIDDEN',
      'Sikkerhet!A4',
    ],
    [
      'a hidden column of figures',
      firstSheet(() => undefined, { hiddenColumns: [3] }),
      'SURVEY_HIDDEN',
      'Sikkerhet!C3',
    ],
    ['a hidden sheet', firstSheet(() => undefined, { hidden: true }), 'SURVEY_HIDDEN', 'Sikkerhet'],
    [
      'a sheet that nobody declared',
      [...syntheticSheets(), { name: 'Ark4', hidden: true, cells: {} }],
      'SURVEY_SHEET_UNKNOWN',
      'Ark4',
    ],
    ['a sheet that is gone', others, 'SURVEY_SHEET_MISSING', 'Sikkerhet'],
  ])('%s', async (_, sheets, code, pointer) => {
    expect(await surveyFindings(await surveyResponses(sheets))).toContainEqual(
      expect.objectContaining({ code, pointer }),
    );
  });

  test('in another table of the same workbook, too', async () => {
    const findings = await surveyFindings(
      await surveyResponses(put({ B4: 'x' })),
      'innlogging_2024',
    );
    expect(findings).toMatchObject([
      { code: 'SURVEY_FIGURE', pointer: 'Sikkerhet!B4', actual: '"x"' },
    ]);
  });
});

describe('a declaration', () => {
  test.each([
    ['edition: ', 'utgave: ', 'unknown key'],
    ["decimals: '0'", "decimals: 'to'", 'decimals are 0 to 9'],
    [
      'type: average }',
      'type: average }\n      - { code: x, label: X, unit: y, decimals: "0", type: flow }',
      'one measure for each value',
    ],
    ['sheet: Innlogging', 'sheet: Sikkerhet', 'a sheet holds one table'],
    [
      "decimal: ',', thousands: space",
      "decimal: '.', thousands: dot",
      'a dot separates thousands or decimals',
    ],
    ['A3: Gruppe', 'A3: Gruppe\n      A3: Gruppe', 'unique'],
  ])('with %j as %j is refused with its line', async (from, to, message) => {
    const responses = await surveyResponses(syntheticSheets(), SYNTHETIC_MAPPING.replace(from, to));
    const [finding] = await surveyFindings(responses);
    expect(finding?.code).toBe('DECLARATION');
    expect(finding?.pointer).toMatch(/^line \d+, column \d+$/);
    expect((await surveyFindings(responses)).map((one) => one.message).join()).toContain(message);
  });

  test('that lacks the table says which it has', async () => {
    await expect(surveyCube('hurra_2024', await surveyResponses())).rejects.toThrow(
      'internettsikkerhet, innlogging',
    );
    await expect(surveyProvider.streamed!.describe('x', [])).rejects.toMatchObject({
      code: 'SB_ARCHIVE_MISSING',
    });
  });
});

test('a verdict on two editions is data: the number, the word, the reason and its source', async () => {
  const yaml = `questions: { a: Første, b: Andre }
verdicts:
  - { question: a, from: '2021', to: '2024', verdict: med_forbehold, reason: Ny skala., source: dfo.no }
  - { question: b, from: '2013', to: '2021', verdict: nei, reason: Annet spørsmål., source: skjema }`;
  const { dimensions, values, symbols } = await surveyCube('sammenlignbarhet', [
    sourceResponse('document', yaml),
  ]);
  expect(dimensions.at(-1)?.categories.map(({ label }) => label)).toEqual([
    'Ny skala. Kilde: dfo.no.',
    'Annet spørsmål. Kilde: skjema.',
  ]);
  expect([...(values.kind === 'sparse' ? values.values.values() : [])]).toEqual([1, 0]);
  expect([...symbols.values()]).toEqual(['med forbehold', 'nei']);
});
