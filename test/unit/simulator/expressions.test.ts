import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RequestProblem } from '../../../src/simulator/problem.ts';
import { expand } from '../../../src/simulator/query/expressions.ts';

const codes = ['0', '0301', '1103', '4601', 'K-0301', 'k*', 'EAK', 'a?b', 'axb'] as const;
const place = { codes, time: false };
const years = { codes: ['2019', '2020', '2021', '2022'], time: true };
const picked = (element: string, space: { codes: readonly string[]; time: boolean } = place) =>
  expand(element, space).map((position) => space.codes[position]);
const titleOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof RequestProblem) return error.title;
  }
  return 'nothing wrong';
};

describe('selection expressions', () => {
  test.each([
    ['*', [...codes]],
    ['K-*', ['K-0301']],
    ['*01', ['0301', '4601', 'K-0301']],
    ['*0*', ['0', '0301', '1103', '4601', 'K-0301']],
    ['????', ['0301', '1103', '4601']],
    ['a?b', ['a?b']],
    ['k*', ['k*']],
    ['0301', ['0301']],
    ['eak', ['EAK']],
    ['top(2)', ['0', '0301']],
    ['TOP(2,1)', ['0301', '1103']],
    ['bottom(2)', ['a?b', 'axb']],
    ['bottom(1,1)', ['a?b']],
    ['from(a?b)', ['a?b', 'axb']],
    ['to(0301)', ['0', '0301']],
    ['range(4601,0301)', ['0301', '1103', '4601']],
    ['zz*', []],
  ])('%s selects %j', (element, expected) => {
    expect(picked(element)).toEqual(expected);
  });

  test.each([
    ['top(2)', ['2021', '2022']],
    ['top(2,1)', ['2020', '2021']],
    ['top(99)', ['2019', '2020', '2021', '2022']],
    ['top(2,4)', []],
    ['bottom(2)', ['2019', '2020']],
    ['bottom(1,1)', ['2020']],
    ['from(2021)', ['2021', '2022']],
  ])('%s on time selects %j, oldest first', (element, expected) => {
    expect(picked(element, years)).toEqual(expected);
  });

  test.each([
    ['9999', 'Non-existent value'],
    ['from(9999)', 'Non-existent value'],
    ['range(0301,9999)', 'Non-existent value'],
    ['top(0)', 'Illegal selection expression'],
    ['top(1, 2)', 'Illegal selection expression'],
    ['range(2020', 'Illegal selection expression'],
    ['0*1', 'Illegal selection expression'],
    ['***', 'Illegal selection expression'],
  ])('%s is refused as %s', (element, title) => {
    expect(titleOf(() => expand(element, place))).toBe(title);
  });

  test('an asterisk beside a question mark is an ordinary character', () => {
    expect(picked('?*', { codes: ['a*', 'ab'], time: false })).toEqual(['a*']);
  });

  test('codes that differ only by case are told apart when spelt exactly', () => {
    const space = { codes: ['9ZZZZz', '9ZZZZZ'], time: false };
    expect(picked('9ZZZZZ', space)).toEqual(['9ZZZZZ']);
    expect(picked('9zzzzz', space)).toEqual(['9ZZZZz']);
  });

  test('top and bottom with offsets are slices from either end', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 12 }),
        fc.integer({ min: 1, max: 15 }),
        fc.nat({ max: 15 }),
        fc.boolean(),
        (length, count, offset, time) => {
          const list = Array.from({ length }, (_, index) => `c${index}`);
          const newest = [...list]
            .toReversed()
            .slice(offset, offset + count)
            .toReversed();
          const first = list.slice(offset, offset + count);
          const space = { codes: list, time };
          expect(picked(`top(${count},${offset})`, space)).toEqual(time ? newest : first);
          expect(picked(`bottom(${count},${offset})`, space)).toEqual(time ? first : newest);
        },
      ),
    );
  });
});
