import { describe, expect, it } from 'vitest';

import type { Measure } from '../../../src/transform/cube.ts';
import { unmeasured } from '../../../src/transform/jsonstat/measures.ts';
import { type QuantityKind, summingOf } from '../../../src/transform/measure.ts';

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
    expect(summingOf({ ...unmeasured(''), ...measure }).additivity).toBe(expected);
  });
});

describe('the kind of quantity that a measure is', () => {
  it.each<[QuantityKind, Partial<Measure>]>([
    ['flow', { label: 'Fødte', unit: 'personer', measuringType: 'flow' }],
    ['stock', { label: 'Folkemengde', unit: 'personer', measuringType: 'stock' }],
    ['cumulative', { label: 'Utgifter hittil i år', unit: 'mill. kr', measuringType: 'flow' }],
    ['cumulative', { label: 'Expenditure, year to date', unit: 'NOK', measuringType: 'flow' }],
    ['unknown', { label: 'Utgifter hittil i år', unit: 'mill. kr' }],
    ['share', { label: 'Menn', unit: 'prosent', measuringType: 'stock' }],
    ['share', { label: 'Endring', unit: 'prosentpoeng' }],
    ['index', { label: 'KPI (2015=100)', unit: null }],
    ['index', { label: 'Prisindeks', unit: null, measuringType: 'average' }],
    ['index', { label: 'Produksjon', unit: 'tonn', measuringType: 'flow', basePeriod: '2015' }],
    ['ratio', { label: 'Drivstoffpris', unit: 'kr/liter' }],
    ['ratio', { label: 'Folketetthet', unit: 'personer per km²', measuringType: 'stock' }],
    ['ratio', { label: 'Sysselsettingsrate', unit: null, measuringType: 'stock' }],
    ['ratio', { label: 'Kilopris (kr)', unit: 'kr', measuringType: 'flow' }],
    ['average', { label: 'Gjennomsnittleg pris', unit: 'kr', measuringType: 'flow' }],
    ['ratio', { label: 'Crude oil price NOK (level)', unit: 'NOK', measuringType: 'stock' }],
    ['ratio', { label: 'Avtalt månedslønn', unit: 'kr', measuringType: 'flow' }],
    ['flow', { label: 'Kjøpesum i alt (1 000 kr)', unit: '1 000 kr', measuringType: 'flow' }],
    ['flow', { label: 'Total purchase price', unit: 'NOK 1 000', measuringType: 'flow' }],
    ['flow', { label: 'Omsetning i løpende priser', unit: 'mill. kr', measuringType: 'flow' }],
    ['flow', { label: 'Current prices', unit: 'NOK million', measuringType: 'flow' }],
    ['flow', { label: 'Lønn og pensjon', unit: 'mill. kr', measuringType: 'flow' }],
    ['average', { label: 'Gjennomsnittsalder', unit: 'år', measuringType: 'stock' }],
    ['average', { label: 'Forventet gjenstående levetid', unit: 'år', measuringType: 'stock' }],
    ['average', { label: 'Gjennomsnittlig lønn', unit: 'kr' }],
    ['extreme', { label: 'Medianinntekt', unit: 'kr' }],
    ['extreme', { label: 'Median income', unit: 'NOK' }],
    ['distinct', { label: 'Unike brukere', unit: 'antall', measuringType: 'flow' }],
    ['volume', { label: 'BNP', unit: 'mill. kr', measuringType: 'flow', priceType: 'Fixed' }],
    ['unknown', { label: 'Saker', unit: 'antall', measuringType: 'other' }],
  ])('is %s for %j', (expected, measure) => {
    expect(summingOf({ ...unmeasured(''), ...measure }).kind).toBe(expected);
  });

  it('decides about time, places and values apart', () => {
    const stock = summingOf({ ...unmeasured('Folkemengde'), measuringType: 'stock' });
    expect(stock).toMatchObject({ time: false, region: true, categories: true });
    const unknown = summingOf(unmeasured('Saker'));
    expect(unknown).toMatchObject({ time: null, region: null, categories: null });
  });
});
