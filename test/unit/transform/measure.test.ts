import { describe, expect, it } from 'vitest';

import type { Measure } from '../../../src/transform/cube.ts';
import { unmeasured } from '../../../src/transform/jsonstat/measures.ts';
import { additivityOf } from '../../../src/transform/measure.ts';

describe('the additivity of a measure', () => {
  it.each<[string, Partial<Measure>]>([
    ['full', { label: 'Fødte', unit: 'personer', measuringType: 'flow' }],
    ['full', { label: 'Driftsutgifter', unit: '1 000 kr', measuringType: 'flow' }],
    [
      'full',
      { label: 'Eksport', unit: 'NOK million', measuringType: 'flow', priceType: 'Current' },
    ],
    ['not over time', { label: 'Folkemengde', unit: 'personer', measuringType: 'stock' }],
    [
      'not over time',
      { label: 'Personer per 1. januar', unit: 'personer', measuringType: 'stock' },
    ],
    [
      'not over time',
      { label: 'Population per 1 January', unit: 'persons', measuringType: 'stock' },
    ],
    ['none', { label: 'Virksomheter', unit: 'prosent', measuringType: 'stock' }],
    ['none', { label: 'Enterprises', unit: 'per cent', measuringType: 'other' }],
    ['none', { label: 'Individuals', unit: 'Percentage of individuals' }],
    ['none', { label: 'Dødsfall', unit: 'per 1 000', measuringType: 'flow' }],
    ['none', { label: 'Frie inntekter per innbygger (kr)', unit: 'kr', measuringType: 'flow' }],
    ['none', { label: 'Konsumprisindeks', unit: 'poeng', measuringType: 'average' }],
    ['none', { label: 'KPI (2015=100)', unit: 'indeks', measuringType: null }],
    ['none', { label: 'Produksjon', unit: 'tonn', measuringType: 'flow', basePeriod: '2015=100' }],
    ['none', { label: 'Gjennomsnittlig alder', unit: 'år', measuringType: 'other' }],
    ['none', { label: 'Andel kvinner', unit: null, measuringType: 'other' }],
    ['unknown', { label: 'BNP', unit: 'mill. kr', measuringType: 'flow', priceType: 'Fixed' }],
    ['unknown', { label: 'Saker', unit: 'antall', measuringType: 'other' }],
    ['unknown', { label: 'value', unit: null, measuringType: null }],
  ])('is %s for %j', (expected, measure) => {
    expect(additivityOf({ ...unmeasured(''), ...measure })).toBe(expected);
  });
});
