import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { pickValues } from '../../../../src/extract/query/expression.ts';
import { resolveSelection } from '../../../../src/extract/query/selection.ts';
import type { TableSelection } from '../../../../src/extract/provider.ts';
import { dimension, frame } from '../../../support/frames.ts';

const CODES = ['0', '01', '0301', 'K-0301', 'K-1103', '105+', 'a b', '*', 'top(1)'];
const YEARS = ['2019', '2020', '2021', '2022', '2023'];

const pick = (
  entry: string,
  codes: readonly string[],
  isTime = false,
): readonly string[] | string => {
  const picked = pickValues(entry, codes, isTime);
  return 'fault' in picked ? picked.fault : picked.positions.map((at) => codes[at] ?? '?');
};

const picksOf = (entry: string, codes: readonly string[], isTime: boolean): readonly string[] => {
  const codesPicked = pick(entry, codes, isTime);
  if (typeof codesPicked === 'string') throw new Error(`${entry}: ${codesPicked}`);
  return codesPicked;
};

describe('an entry of a selection', () => {
  test.each<[string, readonly string[], boolean, readonly string[] | string]>([
    ['0301', CODES, false, ['0301']],
    ['k-0301', CODES, false, ['K-0301']],
    ['*', CODES, false, ['*']],
    ['top(1)', CODES, false, ['top(1)']],
    ['*', YEARS, true, YEARS],
    ['K-*', CODES, false, ['K-0301', 'K-1103']],
    ['k-*', CODES, false, ['K-0301', 'K-1103']],
    ['*01', CODES, false, ['01', '0301', 'K-0301']],
    ['*30*', CODES, false, ['0301', 'K-0301']],
    ['**', CODES, false, CODES],
    ['a*b', CODES, false, 'illegal-expression'],
    ['*a*b*', CODES, false, 'illegal-expression'],
    ['a**', CODES, false, 'illegal-expression'],
    ['?', CODES, false, ['0', '*']],
    ['??', CODES, false, ['01']],
    ['K-?3?1', CODES, false, ['K-0301']],
    ['a?b', CODES, false, ['a b']],
    ['?*', CODES, false, 'matches-nothing'],
    ['top(2)', YEARS, true, ['2022', '2023']],
    ['TOP(2,1)', YEARS, true, ['2021', '2022']],
    ['top(2)', YEARS, false, ['2019', '2020']],
    ['top(2,1)', YEARS, false, ['2020', '2021']],
    ['bottom(2)', YEARS, true, ['2019', '2020']],
    ['bottom(2,1)', YEARS, true, ['2020', '2021']],
    ['bottom(2)', YEARS, false, ['2022', '2023']],
    ['Bottom(2,1)', YEARS, false, ['2021', '2022']],
    ['top(99)', YEARS, true, YEARS],
    ['top(99,4)', YEARS, true, ['2019']],
    ['top(1,5)', YEARS, true, 'matches-nothing'],
    ['top(0)', YEARS, true, 'illegal-expression'],
    ['top(-1)', YEARS, true, 'illegal-expression'],
    ['top(1, 2)', YEARS, true, 'illegal-expression'],
    ['top()', YEARS, true, 'illegal-expression'],
    ['from(2022)', YEARS, true, ['2022', '2023']],
    ['to(2020)', YEARS, true, ['2019', '2020']],
    ['FROM(k-0301)', CODES, false, CODES.slice(3)],
    ['range(2020,2022)', YEARS, true, ['2020', '2021', '2022']],
    ['range(2022,2020)', YEARS, true, ['2020', '2021', '2022']],
    ['range(2021,2021)', YEARS, true, ['2021']],
    ['range(2021)', YEARS, true, 'illegal-expression'],
    ['range(2019,1999)', YEARS, true, 'unknown-code'],
    ['from(1999)', YEARS, true, 'unknown-code'],
    ['1999', YEARS, true, 'unknown-code'],
    ['199*', YEARS, true, 'matches-nothing'],
    ['', YEARS, true, 'unknown-code'],
  ])('%j of %j (time: %s) picks %j', (entry, codes, isTime, expected) => {
    expect(pick(entry, codes, isTime)).toEqual(expected);
  });

  test('never confuses codes that differ only by case', () => {
    const codes = ['1AAAAA-9ZZZZz', '1AAAAA-9ZZZZZ'];
    expect(pick('1AAAAA-9ZZZZz', codes)).toEqual(['1AAAAA-9ZZZZz']);
    expect(pick('1AAAAA-9ZZZZZ', codes)).toEqual(['1AAAAA-9ZZZZZ']);
    expect(pick('1aaaaa-9zzzzz', codes)).toBe('ambiguous-code');
  });

  test('that is an existing code always picks exactly that code, whatever it looks like', () => {
    const awkward = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.constantFrom('*', '?', 'top(2)', 'from(a)', 'range(a,b)', 'A', 'a', '*a'),
    );
    fc.assert(
      fc.property(fc.uniqueArray(awkward, { minLength: 1 }), fc.boolean(), (codes, isTime) => {
        for (const code of codes) expect(pick(code, codes, isTime)).toEqual([code]);
      }),
    );
  });

  test('divides the codes by top and bottom, and by from and to', () => {
    const codes = fc.uniqueArray(fc.stringMatching(/^[0-9]{1,4}$/), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(codes, fc.nat(), fc.boolean(), (all, seed, isTime) => {
        const cut = 1 + (seed % (all.length - 1));
        const [head, tail] = isTime ? ['bottom', 'top'] : ['top', 'bottom'];
        expect([
          ...picksOf(`${head}(${cut})`, all, isTime),
          ...picksOf(`${tail}(${all.length - cut})`, all, isTime),
        ]).toEqual(all);
        const code = all[cut] ?? '';
        const joined = [
          ...picksOf(`to(${code})`, all, isTime),
          ...picksOf(`from(${code})`, all, isTime),
        ];
        expect(joined).toEqual([...all.slice(0, cut), code, ...all.slice(cut)]);
        expect(pick(`range(${all[0]},${code})`, all, isTime)).toEqual(
          pick(`to(${code})`, all, isTime),
        );
      }),
    );
  });

  test('matches patterns as a regular expression would', () => {
    const codes = fc.uniqueArray(fc.stringMatching(/^[abAB1]{1,5}$/), {
      minLength: 1,
      maxLength: 20,
    });
    const patterns = fc.oneof(
      fc.stringMatching(/^[ab1?]{1,5}$/),
      fc.stringMatching(/^\*?[ab1]{1,3}\*?$/),
    );
    fc.assert(
      fc.property(codes, patterns, (all, pattern) => {
        fc.pre(/[?*]/.test(pattern));
        const source = pattern.replaceAll('?', '.').replaceAll('*', '.*');
        const expected = all.filter((code) => new RegExp(`^${source}$`, 'i').test(code));
        expect(pick(pattern, all)).toEqual(expected.length === 0 ? 'matches-nothing' : expected);
      }),
    );
  });
});

describe('a selection', () => {
  const table = frame([
    dimension('Region', ['0', '0301', '1103'], { elimination: { allowed: true, valueCode: '0' } }),
    dimension('Kjonn', ['0', '2', '1'], { elimination: { allowed: false, valueCode: null } }),
    dimension('ContentsCode', ['Personer1', 'Andel'], { role: 'metric' }),
    dimension('Tid', YEARS, { role: 'time' }),
  ]);
  const resolve = (selection: TableSelection): Record<string, readonly string[]> =>
    Object.fromEntries(resolveSelection(table, selection));

  test('takes what it does not name whole, in the order of the source', () => {
    expect([...resolveSelection(table, {})]).toEqual([
      ['Region', ['0', '0301', '1103']],
      ['Kjonn', ['0', '2', '1']],
      ['ContentsCode', ['Personer1', 'Andel']],
      ['Tid', YEARS],
    ]);
  });

  test('puts codes in the order of the source and each once', () => {
    expect(resolve({ Kjonn: { values: ['1', '2', '1', '?'] } })['Kjonn']).toEqual(['0', '2', '1']);
    expect(resolve({ Tid: { values: ['top(1)', 'range(2021,2020)', '2023'] } })['Tid']).toEqual([
      '2020',
      '2021',
      '2023',
    ]);
  });

  test('finds variables without regard to case, and time by its alias', () => {
    const selection = { region: { values: ['0'] }, time: { values: ['top(1)'] } };
    expect(resolve(selection)).toMatchObject({ Region: ['0'], Tid: ['2023'] });
  });

  test('leaves a variable out only when the catalogue says so and the table allows it', () => {
    expect(resolve({ Region: { values: [] } })).not.toHaveProperty('Region');
    for (const variable of ['Kjonn', 'ContentsCode', 'Tid']) {
      expect(() => resolve({ [variable]: { values: [] } })).toThrow(
        expect.objectContaining({ code: 'SB_SOURCE_SELECTION', context: { variable } }) as Error,
      );
    }
  });

  test.each<[string, TableSelection, RegExp]>([
    ['an unknown variable', { Regoin: { values: ['0'] } }, /no variable Regoin.*Region, Kjonn/],
    [
      'a variable named twice',
      { Region: { values: ['0'] }, region: { values: ['0'] } },
      /Region twice/,
    ],
    ['time named twice', { Tid: { values: ['*'] }, time: { values: ['*'] } }, /Tid twice/],
    [
      'an unknown code',
      { Region: { values: ['0', '9999'] } },
      /Region has no "9999".*0, 0301, 1103/,
    ],
    [
      'a pattern that would eliminate',
      { Region: { values: ['K-*'] } },
      /Region has no "K-\*".*none/,
    ],
    ['a wrong expression', { Tid: { values: ['latest(5)'] } }, /Tid has no "latest\(5\)"/],
  ])('is refused for %s, with what there is instead', (_, selection, message) => {
    expect(() => resolve(selection)).toThrow(message);
  });

  test('of a variable without values yet has no codes', () => {
    const empty = frame([dimension('Tid', [], { role: 'time' })]);
    expect([...resolveSelection(empty, {})]).toEqual([['Tid', []]]);
    expect([...resolveSelection(empty, { Tid: { values: ['top(1)'] } })]).toEqual([['Tid', []]]);
  });

  test('that is resolved resolves to itself', () => {
    const entries = fc.subarray(['*', '?', 'top(2)', 'bottom(1)', '0*'], { minLength: 1 });
    fc.assert(
      fc.property(entries, (values) => {
        const first = resolveSelection(table, { Region: { values } });
        const again = resolveSelection(
          table,
          Object.fromEntries([...first].map(([code, codes]) => [code, { values: codes }])),
        );
        expect([...again]).toEqual([...first]);
      }),
    );
  });
});
