import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinateOf } from '../../../src/transform/odometer.ts';
import { cubeSize } from '../../../src/transform/cube.ts';
import { valuePointer } from '../../../src/transform/jsonstat/value-pointer.ts';
import { locateCell } from '../../../src/transform/locate-cell.ts';
import { cubeOfState, tableState } from '../../support/table-states.ts';

const bytes = (document: unknown): Uint8Array => Buffer.from(JSON.stringify(document));

describe('the place of a cell', () => {
  test('is the index that its codes were taken from', () => {
    fc.assert(
      fc.property(tableState, fc.nat(), (state, pick) => {
        const cube = cubeOfState(state);
        const index = pick % cube.cellCount;
        const coordinate = coordinateOf(index, cubeSize(cube));
        const codes = new Map(
          cube.dimensions.map(({ code, categories }, axis) => [
            code,
            categories[coordinate[axis] ?? 0]?.code ?? '',
          ]),
        );
        expect(locateCell(cube, codes)).toBe(index);
        const [first] = codes.keys();
        expect(locateCell(cube, new Map([...codes, ['Ukjent', '1']]))).toBeNull();
        expect(locateCell(cube, new Map([...codes, [first ?? '', 'ukjent']]))).toBeNull();
      }),
    );
  });
});

describe('the pointer to a value', () => {
  test.each([
    [{ version: '2.0', value: [1, 2, 3] }, '/value/2'],
    [{ version: '2.0', value: { '2': 3 } }, '/value/2'],
    [{ dataset: { value: [1, 2, 3] } }, '/dataset/value/2'],
    [{ one: { value: [1] }, two: { value: [2] } }, null],
    [[1, 2, 3], null],
  ])('of %j is %s', (document, pointer) => {
    expect(valuePointer(bytes(document), 2)).toBe(pointer);
  });

  test('of bytes that are no JSON is none', () => {
    expect(valuePointer(Buffer.from('a;b\n1;2\n'), 2)).toBeNull();
  });
});
