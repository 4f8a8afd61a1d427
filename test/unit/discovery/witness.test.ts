import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitSelection } from '../../../src/extract/query/plan.ts';
import { witnessSelection } from '../../../src/extract/query/witness.ts';
import { cellCount } from '../../../src/transform/cube.ts';
import type { Selection } from '../../../src/transform/table.ts';

const arbitrarySelection = fc
  .array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
  .map(
    (sizes): Selection =>
      new Map(
        sizes.map((size, axis) => [
          `V${axis}`,
          Array.from({ length: size }, (_, position) => `${axis}.${position}`),
        ]),
      ),
  );

const sizeOf = (selection: Selection): number =>
  cellCount([...selection.values()].map((codes) => codes.length));

test('a witness meets every part of a plan, and is itself no larger than a part may be', () => {
  fc.assert(
    fc.property(arbitrarySelection, fc.integer({ min: 1, max: 200 }), (selection, maxCells) => {
      const blocks = splitSelection(selection, maxCells);
      const witness = witnessSelection(blocks, maxCells);
      if (blocks.length === 1) {
        expect(witness).toBeNull();
        return;
      }
      if (witness === null) {
        expect(blocks.length).toBeGreaterThan(Math.sqrt(maxCells));
        return;
      }
      expect(sizeOf(witness)).toBeLessThanOrEqual(maxCells);
      expect([...witness.keys()]).toEqual([...selection.keys()]);
      for (const block of blocks) {
        for (const [variable, codes] of witness) {
          expect(codes.some((code) => block.get(variable)?.includes(code))).toBe(true);
        }
      }
    }),
  );
});

test('a witness of a large plan holds thousands of cells, the last period among them', () => {
  const codes = (count: number) => Array.from({ length: count }, (_, position) => `${position}`);
  const selection = new Map([
    ['Region', codes(900)],
    ['Alder', codes(106)],
    ['Tid', codes(40)],
  ]);
  const witness = witnessSelection(splitSelection(selection, 800_000), 800_000) ?? new Map();
  expect(sizeOf(witness)).toBeGreaterThan(5_000);
  expect(sizeOf(witness)).toBeLessThanOrEqual(10_000);
  expect(witness.get('Tid')).toContain('39');
});
