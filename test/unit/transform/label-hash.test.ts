import { describe, expect, it } from 'vitest';

import type { CubeFrame, Measure } from '../../../src/transform/cube.ts';
import { unmeasured } from '../../../src/transform/jsonstat/measures.ts';
import { hashLabels } from '../../../src/transform/label-hash.ts';
import { dimensionOf } from './arbitrary-cube.ts';

const measure: Measure = { ...unmeasured('Folkemengde'), unit: 'personer', decimals: 0 };

const frame: CubeFrame = {
  label: '07459: Folkemengde',
  source: 'Statistisk sentralbyrå',
  updated: '2026-02-24T07:00:00Z',
  notes: ['Et brudd i 2020.'],
  dimensions: [dimensionOf('Region', ['0301', '1103']), dimensionOf('Tid', ['2023', '2024'])],
  measures: [measure, { ...measure, code: 'Prosent', unit: 'prosent' }],
};

const hex = (one: CubeFrame, english: CubeFrame | null = null): string =>
  Buffer.from(hashLabels(one, english)).toString('hex');

const [region = dimensionOf('', []), tid = dimensionOf('', [])] = frame.dimensions;
const [oslo = { code: '', label: '', parent: null, notes: [] }, stavanger = oslo] =
  region.categories;

describe('the label hash', () => {
  it.each<[string, CubeFrame]>([
    ['the order of variables', { ...frame, dimensions: frame.dimensions.toReversed() }],
    ['the order of measures', { ...frame, measures: frame.measures.toReversed() }],
    [
      'the order of values',
      { ...frame, dimensions: [{ ...region, categories: [stavanger, oslo] }, tid] },
    ],
    ['white space', { ...frame, label: '  07459:\t Folkemengde\r\n' }],
    ['the moment of the update', { ...frame, updated: null }],
    [
      'the order of keys',
      JSON.parse(JSON.stringify(frame, Object.keys(flatKeys()).toSorted())) as CubeFrame,
    ],
  ])('does not depend on %s', (_, changed) => {
    expect(hex(changed)).toBe(hex(frame));
  });

  it.each<[string, CubeFrame]>([
    ['the title', { ...frame, label: '07459: Befolkning' }],
    ['the source', { ...frame, source: null }],
    ['a note', { ...frame, notes: ['Et brudd i 2021.'] }],
    ['where one note ends', { ...frame, notes: ['Et brudd', 'i 2020.'] }],
    ['the label of a variable', { ...frame, dimensions: [{ ...region, label: 'sted' }, tid] }],
    ['a role', { ...frame, dimensions: [{ ...region, role: 'geo' }, tid] }],
    [
      'a label',
      {
        ...frame,
        dimensions: [{ ...region, categories: [{ ...oslo, label: 'Oslove' }, stavanger] }, tid],
      },
    ],
    [
      'an ancestor',
      {
        ...frame,
        dimensions: [{ ...region, categories: [oslo, { ...stavanger, parent: '0301' }] }, tid],
      },
    ],
    [
      'labels that changed places',
      {
        ...frame,
        dimensions: [
          {
            ...region,
            categories: [
              { ...oslo, label: '1103' },
              { ...stavanger, label: '0301' },
            ],
          },
          tid,
        ],
      },
    ],
    [
      'elimination',
      {
        ...frame,
        dimensions: [{ ...region, elimination: { allowed: true, valueCode: '0' } }, tid],
      },
    ],
    ['a unit', { ...frame, measures: [{ ...measure, unit: '1 000 personer' }] }],
    ['decimals', { ...frame, measures: [{ ...measure, decimals: 1 }] }],
  ])('changes with %s', (_, changed) => {
    expect(hex(changed)).not.toBe(hex(frame));
  });

  it('changes with the English labels', () => {
    const english = { ...frame, label: '07459: Population' };
    const hashes = [hex(frame), hex(frame, frame), hex(frame, english), hex(english, frame)];
    expect(new Set(hashes).size).toBe(4);
  });
});

function flatKeys(): Record<string, true> {
  const keys: Record<string, true> = {};
  JSON.stringify(frame, (key, value: unknown) => {
    keys[key] = true;
    return value;
  });
  return keys;
}
