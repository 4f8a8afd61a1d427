import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineChart } from '../../../src/page/chart/line-chart.ts';

const format = String;
const draw = async (
  values: readonly (number | null)[],
  marks: Parameters<typeof lineChart>[1]['marks'] = [],
): Promise<string> => {
  const points = values.map((value, index) => ({ period: `${2000 + index}`, value }));
  return (await lineChart(points, { description: 'A series', format, marks })).toString();
};
const path = (svg: string): string => /<path class="series"\s+d="([^"]*)"/.exec(svg)?.[1] ?? '';

describe('a line chart', () => {
  test('says in words what it shows', async () => {
    expect(await draw([1, 2])).toContain('aria-label="A series"');
  });

  test('breaks its line where a number is missing, and shows a lonely number as a dot', async () => {
    const svg = await draw([1, 2, null, 5, null, 3, 4]);
    expect(path(svg).match(/M/g)).toHaveLength(3);
    // The lonely one and the last one.
    expect(svg.match(/class="dot"/g)).toHaveLength(2);
  });

  test('begins at zero unless that would flatten the line', async () => {
    expect(await draw([10, 100])).toMatch(/>\s*0\s*</);
    expect(await draw([97, 98, 99])).not.toMatch(/>\s*0\s*</);
  });

  test('places a mark at its own number and period, with its label', async () => {
    const svg = await draw([50, 60, 70], [{ period: '2001', value: 60, label: 'published: 60' }]);
    const [, x, y] = /class="mark"\s+cx="([\d.]+)"\s+cy="([\d.]+)"/.exec(svg) ?? [];
    expect(path(svg)).toContain(`${x},${y}`);
    expect(svg).toContain('published: 60');
  });

  test('leaves out a mark of a period that the series has not', async () => {
    expect(await draw([1, 2], [{ period: '1950', value: 1, label: 'x' }])).not.toContain(
      'class="mark"',
    );
  });

  test('escapes whatever a source may have written', async () => {
    const points = [{ period: '<script>', value: 1 }];
    const svg = await lineChart(points, { description: '"><script>', format });
    expect(svg.toString()).not.toContain('<script>');
  });

  test('draws any numbers within its frame', async () => {
    // Statistics are decimals.
    const number = fc
      .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }))
      .map(([digits, decimals]) => digits / 10 ** decimals);
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 2, maxLength: 40 }), async (values) => {
        const coordinates = path(await draw(values))
          .split(/[MLZ]/)
          .filter((pair) => pair !== '')
          .map((pair) => pair.split(',').map(Number));
        expect(coordinates).toHaveLength(values.length);
        for (const [x, y] of coordinates) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(640);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(260);
        }
      }),
    );
  });
});
