import { describe, expect, it } from 'vitest';

import type { CubeFrame } from '../../../src/transform/cube.ts';
import { unmeasured } from '../../../src/transform/jsonstat/measures.ts';
import { hashOrder } from '../../../src/transform/order-hash.ts';
import { dimensionOf } from './arbitrary-cube.ts';

const frame: CubeFrame = {
  label: '07459: Folkemengde',
  source: null,
  updated: null,
  notes: [],
  dimensions: [dimensionOf('Region', ['0301', '1103']), dimensionOf('Tid', ['2023', '2024'])],
  measures: [unmeasured('Menn'), { ...unmeasured('Kvinner'), code: 'Kvinner' }],
};

const hex = (one: CubeFrame): string => Buffer.from(hashOrder(one)).toString('hex');

const [region = dimensionOf('', []), tid = dimensionOf('', [])] = frame.dimensions;

describe('the hash of a table’s order', () => {
  it.each<[string, CubeFrame]>([
    ['variables', { ...frame, dimensions: [tid, region] }],
    [
      'values',
      { ...frame, dimensions: [{ ...region, categories: region.categories.toReversed() }, tid] },
    ],
    ['measures', { ...frame, measures: frame.measures.toReversed() }],
  ])('changes with the order of %s', (_, changed) => {
    expect(hex(changed)).not.toBe(hex(frame));
  });

  it('does not depend on what anything is called', () => {
    const renamed = {
      ...frame,
      label: 'Annet',
      dimensions: [{ ...region, label: 'sted' }, tid],
    };
    expect(hex(renamed)).toBe(hex(frame));
  });
});
