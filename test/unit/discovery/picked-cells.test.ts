import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstDifference, pickCells } from '../../../src/transform/picked-cells.ts';
import { valueAt } from '../../../src/transform/cube.ts';
import { arbitraryCube } from '../transform/arbitrary-cube.ts';

test('the cells that a whole selection picks are all cells, each with number and symbol', () => {
  fc.assert(
    fc.property(arbitraryCube, (cube) => {
      const everything = new Map(
        cube.dimensions.map(({ code, categories }) => [code, categories.map((one) => one.code)]),
      );
      const picked = pickCells(cube, everything);
      expect(picked.size).toBe(cube.cellCount);
      const held = Array.from({ length: cube.cellCount }, (_, index) => {
        const symbol = cube.symbols.get(index) ?? '';
        return `${valueAt(cube, index) ?? ''}${symbol === '' ? '' : ` ${symbol}`}`;
      });
      expect([...picked.values()]).toEqual(held);
    }),
  );
});

test('the first difference names the cell and both sides', () => {
  const one = new Map([
    ['Tid=2024', '1'],
    ['Tid=2025', '2'],
  ]);
  expect(firstDifference(one, one)).toBeNull();
  expect(firstDifference(one, new Map([['Tid=2025', '3 *']]))).toEqual({
    cell: 'Tid=2025',
    one: '2',
    other: '3 *',
  });
  expect(firstDifference(one, new Map([['Tid=2026', '4']]))).toEqual({
    cell: 'Tid=2026',
    one: 'nothing',
    other: '4',
  });
});
