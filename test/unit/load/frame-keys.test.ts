import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesPositions, seriesSpan, sourceFrame } from '../../../src/load/frame-keys.ts';
import { arbitraryFrame, keysFor } from '../../support/arbitrary-frames.ts';
import { dimension, frame } from '../../support/frames.ts';

describe('series ordinals', () => {
  it('count the combinations of all dimensions but time, each once', () => {
    fc.assert(
      fc.property(arbitraryFrame, (whole) => {
        const keys = keysFor(whole);
        const sizes = whole.dimensions.map(({ categories }) => categories.length);
        const others = sizes.filter((_, axis) => axis !== keys.timeAxis);
        const span = seriesSpan(keys);
        expect(span).toBe(others.reduce((product, size) => product * size, 1));
        const seen = Array.from({ length: span }, (_, ordinal) => seriesPositions(keys, ordinal));
        expect(new Set(seen.map(String)).size).toBe(span);
        for (const positions of seen) {
          expect(positions).toHaveLength(sizes.length);
          positions.forEach((position, axis) => {
            expect(position).toBeGreaterThanOrEqual(0);
            expect(position).toBeLessThan(axis === keys.timeAxis ? 1 : (sizes[axis] ?? 0));
          });
        }
      }),
    );
  });

  it('are found again from the positions by the strides', () => {
    fc.assert(
      fc.property(arbitraryFrame, fc.nat(), (whole, number) => {
        const keys = keysFor(whole);
        const ordinal = number % seriesSpan(keys);
        const back = seriesPositions(keys, ordinal).reduce(
          (sum, position, axis) => sum + position * (keys.seriesStrides[axis] ?? 0),
          0,
        );
        expect(back).toBe(ordinal);
      }),
    );
  });
});

describe('the frame of what exists at the source', () => {
  it('has the described values in their order, then those of groupings', () => {
    const described = frame([dimension('A', ['1', '2', '3']), dimension('B', ['x'])]);
    const selected = frame([dimension('A', ['G1', '3', 'G2'])]);
    const whole = sourceFrame(described, selected);
    expect(whole.dimensions.map(({ code }) => code)).toEqual(['A']);
    expect(whole.dimensions[0]?.categories.map(({ code }) => code)).toEqual([
      '1',
      '2',
      '3',
      'G1',
      'G2',
    ]);
  });

  it('gives the roles of time and metric to one dimension each', () => {
    const two = frame([
      dimension('A', ['1'], { role: 'time' }),
      dimension('B', ['1'], { role: 'time' }),
      dimension('C', ['1'], { role: 'metric' }),
      dimension('D', ['1'], { role: 'metric' }),
    ]);
    expect(sourceFrame(two, two).dimensions.map(({ role }) => role)).toEqual([
      'classification',
      'time',
      'metric',
      'classification',
    ]);
  });
});
