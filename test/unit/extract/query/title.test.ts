import { describe, expect, test } from 'vitest';

import { timeUnitOf } from '../../../../src/extract/pxweb2/time-unit.ts';
import { tableTitle } from '../../../../src/extract/query/title.ts';

describe('the title of a table', () => {
  test.each([
    ['03013: Konsumprisindeks 1979M01-2025M12', '03013', '1979M01', '2025M12', 'Konsumprisindeks'],
    [
      '14710: Konsumprisindeks, historisk serie (2025=100) 1920M03-2026M08',
      '14710',
      '1920M03',
      '2026M08',
      'Konsumprisindeks, historisk serie (2025=100)',
    ],
    [
      '13760: Break and seasonally adjusted figures 2006M01-2026M08',
      '13760',
      '2006M01',
      '2026M08',
      'Break and seasonally adjusted figures',
    ],
    [
      '05803: Population 1 January and changes 1735-2026',
      '05803',
      '1735',
      '2026',
      'Population 1 January and changes',
    ],
    [
      'Folkmängden per månad efter region.  År 2025M01-2026M04',
      'TAB6471',
      '2025M01',
      '2026M04',
      'Folkmängden per månad efter region',
    ],
    ['12345: Folketelling 1801', '12345', '1801', '1801', 'Folketelling'],
    ['12345: 2020-2021', '12345', '2020', '2021', '2020-2021'],
    [
      '12345: Levekår, fire år samlet 2019-2022-2023-2026',
      '12345',
      '2019-2022',
      '2023-2026',
      'Levekår, fire år samlet',
    ],
    ['12345: Målt i (2020) 2019–2022', '12345', '2019', '2022', 'Målt i (2020)'],
    ['Uten noe', '12345', null, null, 'Uten noe'],
    ['12345: Andre år 1990-2000', '12345', '1990', '2001', 'Andre år 1990-2000'],
  ])('%s', (label, table, first, last, title) => {
    expect(tableTitle(label, table, first, last)).toBe(title);
  });
});

describe('a time unit', () => {
  test.each([
    ['Annual', 'annual'],
    ['HalfYear', 'half-yearly'],
    ['Quarterly', 'quarterly'],
    ['Monthly', 'monthly'],
    ['Weekly', 'weekly'],
    ['Other', 'other'],
    ['Fortnightly', null],
    ['constructor', null],
    [null, null],
  ])('%s is %s', (stated, unit) => {
    expect(timeUnitOf(stated)).toBe(unit);
  });
});
