import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { cellCount } from '../../../src/transform/cube.ts';
import {
  coordinateOf,
  createOdometer,
  flatIndex,
  splitAxes,
  stridesOf,
} from '../../../src/transform/odometer.ts';

const SIZES = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });

function naiveCoordinate(index: number, sizes: readonly number[]): readonly number[] {
  let rest = index;
  return sizes
    .toReversed()
    .map((size) => {
      const position = rest % size;
      rest = (rest - position) / size;
      return position;
    })
    .toReversed();
}

describe('the odometer', () => {
  it('visits every coordinate in the order of naive division', () => {
    fc.assert(
      fc.property(SIZES, (sizes) => {
        const odometer = createOdometer(sizes);
        for (let index = 0; index < cellCount(sizes); index += 1) {
          expect(odometer.positions).toEqual(naiveCoordinate(index, sizes));
          const raised = odometer.advance();
          expect(raised === -1).toBe(index === cellCount(sizes) - 1);
        }
      }),
    );
  });

  it('tells which axis it raised', () => {
    const odometer = createOdometer([2, 2]);
    expect([
      odometer.advance(),
      odometer.advance(),
      odometer.advance(),
      odometer.advance(),
    ]).toEqual([1, 0, 1, -1]);
  });
});

describe('strides', () => {
  it('turn coordinates into flat indexes and back', () => {
    fc.assert(
      fc.property(SIZES, fc.nat(), (sizes, any) => {
        const index = any % cellCount(sizes);
        const coordinate = coordinateOf(index, sizes);
        expect(coordinate).toEqual(naiveCoordinate(index, sizes));
        expect(flatIndex(coordinate, stridesOf(sizes))).toBe(index);
      }),
    );
  });

  it('reach beyond 32 bits', () => {
    const sizes = [1000, 1000, 1000, 1000];
    expect(coordinateOf(999_999_999_998, sizes)).toEqual([999, 999, 999, 998]);
  });
});

describe('axes split at time', () => {
  it('number the series as if time were not there', () => {
    fc.assert(
      fc.property(SIZES, fc.nat(), (sizes, any) => {
        const timeAxis = any % sizes.length;
        const { outer, time, inner, series } = splitAxes(sizes, timeAxis);
        const others = sizes.filter((_, axis) => axis !== timeAxis);
        expect(series).toBe(cellCount(others));
        let index = 0;
        for (let o = 0; o < outer; o += 1) {
          for (let t = 0; t < time; t += 1) {
            for (let i = 0; i < inner; i += 1) {
              const coordinate = coordinateOf(index, sizes);
              expect(coordinate[timeAxis]).toBe(t);
              expect(o * inner + i).toBe(
                flatIndex(
                  coordinate.filter((_, axis) => axis !== timeAxis),
                  stridesOf(others),
                ),
              );
              index += 1;
            }
          }
        }
        expect(index).toBe(cellCount(sizes));
      }),
    );
  });

  it('have one period for all series where there is no time', () => {
    expect(splitAxes([2, 3], null)).toEqual({ outer: 6, time: 1, inner: 1, series: 6 });
  });
});
