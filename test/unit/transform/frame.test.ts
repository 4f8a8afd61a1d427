import { describe, expect, it } from 'vitest';

import { frameOf, selectFrame } from '../../../src/transform/frame.ts';
import { readJsonStat } from '../../../src/transform/jsonstat/document.ts';
import { refusalOf } from './jsonstat/refusal.ts';
import { SOUND } from './jsonstat/broken.ts';

const [only] = readJsonStat(new TextEncoder().encode(JSON.stringify(SOUND))).cubes;
if (only === undefined) throw new Error('There is no cube.');
const frame = frameOf(only.cube);

const codes = (selected: typeof frame): readonly (readonly string[])[] =>
  selected.dimensions.map(({ categories }) => categories.map(({ code }) => code));

describe('a frame', () => {
  it('of a cube has everything but the cells', () => {
    expect(Object.keys(frame).toSorted()).toEqual(
      ['dimensions', 'label', 'measures', 'notes', 'source', 'updated'].toSorted(),
    );
  });

  it('is cut down to the selected codes, in its own order', () => {
    const selection = new Map([
      ['Tid', ['2024', '2022']],
      ['Region', ['1103']],
      ['ContentsCode', ['Personer']],
    ]);
    expect(codes(selectFrame(frame, selection))).toEqual([
      ['1103'],
      ['Personer'],
      ['2022', '2024'],
    ]);
    expect(selectFrame(frame, selection).measures).toEqual(frame.measures);
  });

  it('loses the variables that are not selected', () => {
    const selected = selectFrame(frame, new Map([['Tid', ['2024']]]));
    expect(selected.dimensions.map(({ code }) => code)).toEqual(['Tid']);
    expect(selected.measures.map(({ code }) => code)).toEqual(['value']);
  });

  it('cannot be cut to a code or a variable that it does not have', () => {
    const byCode = refusalOf(() => selectFrame(frame, new Map([['Region', ['0301', '0302']]])));
    expect(byCode.code).toBe('SB_CUBE_SELECTION');
    expect(byCode.error.message).toContain('Region has no value 0302');
    const byVariable = refusalOf(() => selectFrame(frame, new Map([['Kjonn', ['1']]])));
    expect(byVariable.code).toBe('SB_CUBE_SELECTION');
  });
});
