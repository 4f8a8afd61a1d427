import { describe, expect, it } from 'vitest';

import { regionOf } from '../../../src/transform/region.ts';

function region(provider: string, variable: string, code: string, urn?: string) {
  const dimension = { code: variable, classifications: urn === undefined ? [] : [urn] };
  return regionOf(provider, dimension, { code, parent: null });
}

describe('a region', () => {
  it.each([
    ['0', 'country', null],
    ['03', 'county', null],
    ['30', 'county', null],
    ['0301', 'municipality', '03'],
    ['3001', 'municipality', '30'],
    ['030101', 'district', '0301'],
    ['03010101', 'basic-unit', '0301'],
    ['99', 'unknown', null],
    ['9999', 'unknown', null],
    ['Rest', 'unknown', null],
    ['000', 'unknown', null],
  ])('of SSB with code %s is a %s below %s', (code, level, parentCode) => {
    expect(region('ssb', 'Region', code)).toEqual({ scheme: 'no', code, level, parentCode });
  });

  it('of a grouping has a scheme of its own, as its figures are recalculated', () => {
    expect(region('ssb', 'Region', 'K-0301')).toEqual({
      scheme: 'no:summed',
      code: '0301',
      level: 'municipality',
      parentCode: '03',
    });
    expect(region('ssb', 'Region', 'F-03')).toMatchObject({ scheme: 'no:summed', code: '03' });
  });

  it.each(['EAK', 'EAKUO', 'EKG01', 'EAFK03', 'EAB'])('%s is a group of KOSTRA', (code) => {
    expect(region('ssb', 'KOKkommuneregion0000', code)).toMatchObject({
      scheme: 'kostra',
      level: 'group',
    });
  });

  it('of KOSTRA’s municipality variable is a municipality', () => {
    expect(region('ssb', 'KOKkommuneregion0000', '0301')).toMatchObject({
      scheme: 'no',
      level: 'municipality',
    });
  });

  it('of KOSTRA’s county variable is no municipality', () => {
    expect(region('ssb', 'KOKfylkesregion0000', '1100')).toMatchObject({
      scheme: 'kostra',
      level: 'county',
    });
  });

  it('is Norwegian by its KLASS classification, whoever publishes it', () => {
    const urn = 'urn:ssb:classification:klass:131';
    expect(region('file', 'kommune', '1103', urn)).toMatchObject({ scheme: 'no' });
    expect(region('file', 'kommune', '1103')).toMatchObject({ scheme: 'file:kommune' });
  });

  it('of another source belongs to that source', () => {
    expect(region('eurostat', 'geo', 'NO')).toEqual({
      scheme: 'eurostat',
      code: 'NO',
      level: 'unknown',
      parentCode: null,
    });
    expect(region('ssb', 'Land', '000').scheme).toBe('ssb:Land');
  });
});
