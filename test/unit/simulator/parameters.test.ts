import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseParameters, splitCodes } from '../../../src/simulator/query/parameters.ts';

describe('codes in a GET list', () => {
  test.each([
    ['0301,1103', ['0301', '1103']],
    ['[range(2020,2022)]', ['range(2020,2022)']],
    ['2019,[range(2021,2022)],[top(1,2)]', ['2019', 'range(2021,2022)', 'top(1,2)']],
    ['range(2020,2022)', ['range(2020', '2022)']],
    ['[[ME01]]', ['[ME01]']],
    [' [range(1,2)]', [' [range(1', '2)]']],
    ['[open,1', ['[open', '1']],
    ['', []],
  ])('%j is read as %j', (text, expected) => {
    expect(splitCodes(text)).toEqual(expected);
  });

  test('any code without a closing bracket before a comma survives in brackets', () => {
    const code = fc.string({ minLength: 1 }).filter((text) => !text.includes('],'));
    fc.assert(
      fc.property(fc.array(code, { minLength: 1, maxLength: 5 }), (list) => {
        expect(splitCodes(list.map((each) => `[${each}]`).join(','))).toEqual(list);
      }),
    );
  });
});

describe('query parameters', () => {
  test('are found without regard to case, keys as they were sent', () => {
    const parameters = parseParameters('LANG=en&valuecodes%5BTid%5D=2020&valueCodes[tid]=2021');
    expect(parameters.get('lang')).toBe('en');
    expect([...parameters.keyed('valueCodes')]).toEqual([
      ['Tid', '2020'],
      ['tid', '2021'],
    ]);
  });

  test('repeated keys are one list', () => {
    const parameters = parseParameters('valueCodes[Tid]=2020&valueCodes[Tid]=2021');
    expect([...parameters.keyed('valuecodes')]).toEqual([['Tid', '2020,2021']]);
  });

  test('integers are read, other text is refused', () => {
    expect(parseParameters('pageSize=-3').integer('pagesize')).toBe(-3);
    expect(parseParameters('').integer('pageSize')).toBeNull();
    expect(() => parseParameters('pageSize=many').integer('pageSize')).toThrow(/'many'/);
  });
});
