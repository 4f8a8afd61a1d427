import { describe, expect, test } from 'vitest';

import {
  frameWithCodelists,
  namedCodelists,
  offeredCodelists,
  readCodelist,
} from '../../../../src/extract/pxweb2/codelist.ts';
import { dimension, frame } from '../../../support/frames.ts';
import { sourceResponse } from '../../../support/source-response.ts';

const metadata = {
  dimension: {
    Tid: { extension: {} },
    Kjonn: {
      extension: {
        codelists: [{ id: 'agg_Alle', label: 'Alle', type: 'Aggregation', links: [] }],
      },
    },
  },
};

describe('a codelist', () => {
  const body = {
    id: 'agg_Alle',
    label: 'Alle',
    language: 'no',
    type: 'Aggregation',
    values: [{ code: 'F0', label: 'Begge', valueMap: ['1', '2'] }],
  };
  test('is listed by the metadata', () => {
    expect(offeredCodelists(sourceResponse('metadata:no', metadata))).toEqual([
      { variable: 'Kjonn', id: 'agg_Alle', label: 'Alle', type: 'Aggregation' },
    ]);
  });

  test('gives its variable its own values, and leaves the others', () => {
    const codelist = readCodelist(sourceResponse('codelist:no:agg_Alle', body));
    const own = frame([
      dimension('Kjonn', ['1', '2']),
      dimension('Tid', ['2025'], { role: 'time' }),
    ]);
    const grouped = frameWithCodelists(own, new Map([['Kjonn', codelist]]));
    expect(grouped.dimensions.map(({ categories }) => categories.map(({ code }) => code))).toEqual([
      ['F0'],
      ['2025'],
    ]);
  });

  test('is refused where the variable does not offer it, with those that it does', () => {
    const own = frame([dimension('Kjonn', ['1', '2']), dimension('Tid', ['2025'])]);
    const offered = offeredCodelists(sourceResponse('metadata:no', metadata));
    const named = (codelist: string, variable = 'Kjonn') =>
      namedCodelists(own, { [variable]: { values: ['*'], codelist } }, offered);
    expect([...named('agg_Alle')]).toEqual([['Kjonn', 'agg_Alle']]);
    expect(() => named('AGG_alle')).toThrow(/offers no codelist AGG_alle. It offers agg_Alle/);
    expect(() => named('agg_Alle', 'Tid')).toThrow(
      /Tid offers no codelist agg_Alle. It offers none/,
    );
  });

  test('of the contents variable must be of the table’s own contents', () => {
    const codelist = readCodelist(sourceResponse('codelist:no:agg_Alle', body));
    const own = frame([dimension('ContentsCode', ['a'], { role: 'metric' })]);
    expect(() => frameWithCodelists(own, new Map([['ContentsCode', codelist]]))).toThrow(/F0/);
  });
});
