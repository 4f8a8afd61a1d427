import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Finding } from '../../../../src/errors/finding.ts';
import { StatbankError } from '../../../../src/errors/statbank-error.ts';
import { checkSelection } from '../../../../src/extract/query/check.ts';
import type { Selection } from '../../../../src/transform/table.ts';
import { dimension, frame } from '../../../support/frames.ts';

const given = frame([
  dimension('Region', ['0', '0301']),
  dimension('a/b', ['1']),
  dimension('Tid', ['2024', '2025'], { role: 'time' }),
]);
const asked: Selection = new Map([
  ['Region', ['0', '0301']],
  ['a/b', ['1']],
  ['Tid', ['2024', '2025']],
]);

function findingsOf(selection: Selection): readonly (readonly [string, string])[] {
  try {
    checkSelection(given, selection, '07459', 'abc');
    return [];
  } catch (error) {
    if (!(error instanceof StatbankError)) throw error;
    const findings = error.context['findings'] as readonly Finding[];
    return findings.map(({ code, pointer }) => [code, pointer]);
  }
}

describe('an answer and its question', () => {
  test('agree when variables and codes are the same, in any order', () => {
    expect(findingsOf(asked)).toEqual([]);
    expect(findingsOf(new Map([...asked].toReversed()))).toEqual([]);
  });

  test.each<[string, Selection, readonly (readonly [string, string])[]]>([
    [
      'a variable was eliminated',
      new Map([...asked, ['Kjonn', ['1']]]),
      [['SOURCE_VARIABLE_MISSING', '/id']],
    ],
    ['a variable was added', new Map([...asked].slice(1)), [['SOURCE_VARIABLE_UNASKED', '/id']]],
    [
      'a code is missing',
      new Map([...asked, ['Tid', ['2024', '2025', '2026']]]),
      [['SOURCE_VALUE_MISSING', '/dimension/Tid/category/index']],
    ],
    [
      'a code was added',
      new Map([...asked, ['Region', ['0']]]),
      [['SOURCE_VALUE_UNASKED', '/dimension/Region/category/index']],
    ],
    [
      'a code is another',
      new Map([...asked, ['a/b', ['2']]]),
      [
        ['SOURCE_VALUE_MISSING', '/dimension/a~1b/category/index'],
        ['SOURCE_VALUE_UNASKED', '/dimension/a~1b/category/index'],
      ],
    ],
    [
      'a code differs by case only',
      new Map([...asked, ['tid', ['2024', '2025']]]),
      [['SOURCE_VARIABLE_MISSING', '/id']],
    ],
  ])('disagree when %s', (_, selection, findings) => {
    expect(findingsOf(selection)).toEqual(findings);
  });

  test('disagree in a message that stays short however many codes are missing', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `code ${at}`);
    expect(() => checkSelection(given, new Map([...asked, ['Tid', many]]), 't', 's')).toThrow(
      /^.{1,300}$/,
    );
  });

  test('disagree after any one code is taken out of the question', () => {
    fc.assert(
      fc.property(fc.constantFrom(...asked.keys()), fc.nat(), (variable, seed) => {
        const codes = asked.get(variable) ?? [];
        const fewer = codes.toSpliced(seed % codes.length, 1);
        expect(findingsOf(new Map([...asked, [variable, fewer]]))).toMatchObject([
          ['SOURCE_VALUE_UNASKED', `/dimension/${variable.replace('/', '~1')}/category/index`],
        ]);
      }),
    );
  });
});
