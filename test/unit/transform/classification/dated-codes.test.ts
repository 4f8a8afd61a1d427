import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { covers } from '../../../../src/transform/classification/classification.ts';
import {
  datedCodes,
  type NamedSpan,
} from '../../../../src/transform/classification/dated-codes.ts';

function named(code: string, from: string, to: string | null, name: string): NamedSpan {
  return { code, level: 1, parent: null, from, to, name };
}

describe('dated codes', () => {
  it('carry the names of three languages, split where one of them changes', () => {
    const { codes, findings } = datedCodes({
      no: [
        named('0301', '1994-01-01', '2024-01-01', 'Oslo'),
        named('0301', '2024-01-01', null, 'Oslo - Oslove'),
      ],
      nn: [named('0301', '1994-01-01', null, 'Oslo')],
      en: [
        named('0301', '1994-01-01', '2021-01-01', 'Oslo'),
        named('0301', '2021-01-01', null, ''),
      ],
    });
    expect(findings).toEqual([]);
    expect(codes.map(({ from, to, names }) => [from, to, names.no, names.nn, names.en])).toEqual([
      ['1994-01-01', '2021-01-01', 'Oslo', 'Oslo', 'Oslo'],
      ['2021-01-01', '2024-01-01', 'Oslo', 'Oslo', null],
      ['2024-01-01', null, 'Oslo - Oslove', 'Oslo', null],
    ]);
  });

  it('are valid when the Norwegian list says so, whatever the others have', () => {
    const { codes } = datedCodes({
      no: [named('A', '2000-01-01', '2010-01-01', 'a')],
      nn: [named('A', '1990-01-01', null, 'a'), named('B', '1990-01-01', null, 'b')],
      en: [],
    });
    expect(codes.map(({ code, from, to }) => [code, from, to])).toEqual([
      ['A', '2000-01-01', '2010-01-01'],
    ]);
  });

  it('are one span where the source repeats a code that did not change', () => {
    const { codes } = datedCodes({
      no: [named('A', '2000-01-01', '2010-01-01', 'a'), named('A', '2010-01-01', null, 'a')],
      nn: [],
      en: [],
    });
    expect(codes).toMatchObject([{ from: '2000-01-01', to: null }]);
  });

  it.each([
    ['listed twice', [named('A', '2000-01-01', null, 'a'), named('A', '2010-01-01', null, 'b')]],
    ['no later', [named('A', '2000-01-01', '2000-01-01', 'a')]],
  ])('are refused where a code is %s', (message, spans) => {
    const { findings } = datedCodes({ no: spans, nn: [], en: [] });
    expect(findings).toMatchObject([{ code: 'KLASS_SPAN', severity: 'error' }]);
    expect(findings[0]?.message).toContain(message);
  });

  it('say on every day what the lists say', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2000-01-${String(n).padStart(2, '0')}`);
    const list = fc.uniqueArray(day, { minLength: 1, maxLength: 5 }).map((days) => {
      const starts = days.toSorted();
      return starts.map((from, i) => named('A', from, starts[i + 1] ?? null, `name ${i}`));
    });
    fc.assert(
      fc.property(list, list, day, (no, en, at) => {
        const { codes } = datedCodes({ no, nn: [], en });
        const nameOn = (spans: readonly NamedSpan[]) =>
          spans.find((span) => covers(span, at))?.name ?? null;
        const found = codes.filter((span) => covers(span, at));
        expect(found.map(({ names }) => names.no)).toEqual(nameOn(no) === null ? [] : [nameOn(no)]);
        for (const { names } of found) expect(names.en).toBe(nameOn(en));
      }),
    );
  });
});
