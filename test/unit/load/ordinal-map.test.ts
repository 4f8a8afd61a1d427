import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOrdinalMap, placesByKey } from '../../../src/load/ordinal-map.ts';

// Above four million ordinals the map is no array any more.
const SPAN = fc.constantFrom(1, 50, 4_000_000, 4_000_001, 2 ** 40);

describe('an ordinal map', () => {
  it('answers like a Map, with 0 for what was never set', () => {
    const entry = fc.tuple(fc.nat({ max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 45 }));
    fc.assert(
      fc.property(SPAN, fc.array(entry), fc.array(fc.nat()), (span, entries, others) => {
        const map = createOrdinalMap(span);
        const model = new Map<number, number>();
        for (const [number, key] of entries) {
          map.set(number % span, key);
          model.set(number % span, key);
        }
        for (const ordinal of [...model.keys(), ...others.map((other) => other % span)]) {
          expect(map.get(ordinal)).toBe(model.get(ordinal) ?? 0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('places by key', () => {
  const dense = fc.integer({ min: 1, max: 400 });
  const scattered = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

  it('are the inverse of the list, near keys or far, with unknown keys left out', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uniqueArray(dense, { maxLength: 300 }),
          fc.uniqueArray(scattered, { maxLength: 300 }),
        ),
        fc.array(fc.nat({ max: 300 })),
        fc.array(fc.oneof(dense, scattered)),
        (keys, gaps, others) => {
          const list: number[] = [...keys];
          for (const gap of gaps) list.splice(gap % (list.length + 1), 0, 0);
          const { lowest, highest, placeOf } = placesByKey(list);
          expect([lowest, highest]).toEqual(
            keys.length === 0 ? [0, 0] : [Math.min(...keys), Math.max(...keys)],
          );
          for (const key of [...keys, ...others, 0, lowest - 1, highest + 1]) {
            expect(placeOf(key)).toBe(key === 0 ? -1 : list.indexOf(key));
          }
        },
      ),
    );
  });
});
