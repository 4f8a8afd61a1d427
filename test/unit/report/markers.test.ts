import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { choiceOf, readMarkers } from '../../../src/transform/claims/markers.ts';

const BOUND = 'ssb:99001 Hindring=03 Tid=newest';

test('a number is bound by the comment that follows it on its line', () => {
  const text = `# Tittel\n\nFor om lag 53,1 prosent<!-- = ${BOUND} unit=prosent --> av 357 kommuner.\n`;
  expect(readMarkers(text, 'no')).toEqual({
    problems: [],
    numbers: [
      {
        line: 3,
        column: 12,
        printed: { value: '53.1', decimals: 1, asPrinted: '53,1' },
        test: { kind: 'level' },
        binding: {
          table: { provider: 'ssb', table: '99001' },
          codes: { Hindring: { pick: 'code', code: '03' }, Tid: { pick: 'newest' } },
          take: { take: 'cell' },
          unit: 'prosent',
          factor: '1',
        },
      },
    ],
  });
});

test.each([
  ['minst 600 000 personer', 'no', '600000'],
  ['minst 600\u00A0000 personer', 'no', '600000'],
  ['at least 600,000 persons', 'en', '600000'],
  ['fra 2013 til −1,5', 'no', '-1.5'],
  ['aldersgruppen 18-66', 'no', '66'],
  ['aldersgruppen 18–66', 'no', '66'],
  ['53.1 per cent', 'en', '53.1'],
  ['i 2021 90 prosent', 'no', '90'],
] as const)('the number of "%s" in %s is %s', (text, language, value) => {
  const { numbers } = readMarkers(`${text}<!-- = ${BOUND} -->`, language);
  expect(numbers[0]?.printed.value).toBe(value);
});

test('the sign says how exact the number is', () => {
  const kinds = (marker: string) =>
    readMarkers(`50<!-- ${marker} ${BOUND} -->`, 'no').numbers.map((number) => number.test);
  expect(kinds('=')).toEqual([{ kind: 'level' }]);
  expect(kinds('>=')).toEqual([{ kind: 'lower-bound', formula: 'value' }]);
  expect(kinds('~ step=5').length).toBe(0);
  expect(readMarkers(`50<!-- ~ ${BOUND} step=5 -->`, 'no').numbers[0]?.test).toEqual({
    kind: 'approximate',
    step: '5',
  });
});

test('codes are one, several, a span, every one, the newest period, or any text in quotes', () => {
  expect(choiceOf('0301')).toEqual({ pick: 'code', code: '0301' });
  expect(choiceOf('1,2')).toEqual({ pick: 'codes', codes: ['1', '2'] });
  expect(choiceOf('016..105+')).toEqual({ pick: 'between', from: '016', to: '105+' });
  expect(choiceOf('*')).toEqual({ pick: 'every' });
  expect(choiceOf('newest')).toEqual({ pick: 'newest' });
  expect(choiceOf('"a, b"')).toEqual({ pick: 'code', code: 'a, b' });
});

describe('a marker that cannot be read is told with its place', () => {
  test.each([
    ['Tekst<!-- = ssb:1 -->', 'there is no number before the marker on its line'],
    ['50<!-- = 99001 Tid=newest -->', 'expected a table such as ssb:07459'],
    ['50<!-- = ssb:99001 Tid -->', 'expected VARIABLE=CODE, not "Tid"'],
    ['50<!-- = ssb:99001 Tid=1 Tid=2 -->', 'Tid is there twice'],
    ['50<!-- ~ ssb:99001 Tid=1 -->', 'needs step='],
    ['50<!-- = ssb:99001 Tid=1 factor=x -->', 'expected a number such as 0.5, not "x"'],
  ])('%s', (text, message) => {
    const { numbers, problems } = readMarkers(`\n${text}`, 'no');
    expect(numbers).toEqual([]);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining(message) }]);
  });
});

test('markers in code are examples, other comments are none', () => {
  const text = `\`50<!-- = ${BOUND} -->\`\n\n\`\`\`md\n50<!-- = ${BOUND} -->\n\`\`\`\n50<!-- note -->\n`;
  expect(readMarkers(text, 'no')).toEqual({ numbers: [], problems: [] });
});

test('any text is read without a crash, and without a marker nothing is found', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readMarkers(text.replaceAll('<!--', ''), 'no').numbers).toEqual([]);
    }),
  );
});
