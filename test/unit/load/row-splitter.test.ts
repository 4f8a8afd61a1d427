import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRowSplitter } from '../../../src/load/copy/row-splitter.ts';
import { binaryCopy, type BinaryField } from '../../support/binary-copy.ts';

const FIELD: fc.Arbitrary<BinaryField> = fc.option(
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);
const ROWS = fc.array(fc.array(FIELD, { maxLength: 5 }), { maxLength: 12 });

function fieldsAt(buffer: Buffer, offset: number): readonly BinaryField[] {
  const fields: BinaryField[] = [];
  let at = offset;
  for (let count = buffer.readInt16BE(offset - 2); count > 0; count -= 1) {
    const length = buffer.readInt32BE(at);
    at += 4;
    fields.push(length < 0 ? null : Buffer.from(buffer.subarray(at, at + length)));
    at += Math.max(0, length);
  }
  return fields;
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

it('the rows of a COPY stream survive any way of cutting it into pieces', () => {
  fc.assert(
    fc.property(ROWS, fc.array(fc.nat({ max: 2000 }), { maxLength: 30 }), (rows, places) => {
      const seen: (readonly BinaryField[])[] = [];
      const splitter = createRowSplitter((buffer, offset) => seen.push(fieldsAt(buffer, offset)));
      for (const piece of cut(binaryCopy(rows), places)) splitter.push(piece);
      expect(seen).toEqual(rows);
      expect(splitter.rows).toBe(rows.length);
      expect(splitter.ended).toBe(true);
    }),
    { numRuns: 500 },
  );
});

it('a COPY stream byte by byte gives the same rows', () => {
  const rows = [[Buffer.from('a'), null], [], [Buffer.alloc(300, 7)]];
  const seen: (readonly BinaryField[])[] = [];
  const splitter = createRowSplitter((buffer, offset) => seen.push(fieldsAt(buffer, offset)));
  for (const byte of binaryCopy(rows)) splitter.push(Buffer.of(byte));
  expect(seen).toEqual(rows);
});

it('a COPY stream that is cut off has not ended, wherever it is cut', () => {
  fc.assert(
    fc.property(ROWS, fc.nat(), (rows, length) => {
      const whole = binaryCopy(rows);
      const splitter = createRowSplitter(() => undefined);
      splitter.push(whole.subarray(0, length % whole.length));
      expect(splitter.ended).toBe(false);
    }),
  );
});
