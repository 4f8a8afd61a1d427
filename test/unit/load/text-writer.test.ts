import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextWriter, type TextWriter } from '../../../src/load/copy/text-writer.ts';
import { anyDouble } from '../../support/doubles.ts';

type Field =
  | { readonly kind: 'number' | 'int'; readonly value: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly value: readonly (number | null)[] }
  | { readonly kind: 'raw'; readonly value: string };

const FIELD: fc.Arbitrary<Field> = fc.oneof(
  anyDouble.map((value) => ({ kind: 'number' as const, value })),
  fc.maxSafeInteger().map((value) => ({ kind: 'int' as const, value })),
  fc.constant({ kind: 'null' as const }),
  fc
    .array(fc.option(fc.integer()), { maxLength: 8 })
    .map((value) => ({ kind: 'array' as const, value })),
  fc.stringMatching(/^[a-z0-9]{0,900}$/).map((value) => ({ kind: 'raw' as const, value })),
);

function write(writer: TextWriter, field: Field): void {
  if (field.kind === 'number') writer.number(field.value);
  else if (field.kind === 'int') writer.int(field.value);
  else if (field.kind === 'null') writer.nullField();
  else if (field.kind === 'array') writer.intArray(field.value);
  else writer.raw(Buffer.from(`${field.value}\t`));
}

function expected(field: Field): string {
  if (field.kind === 'null') return String.raw`\N`;
  if (field.kind === 'raw') return field.value;
  if (field.kind === 'array') return `{${field.value.map((each) => each ?? 'NULL').join(',')}}`;
  return String(field.value + 0);
}

it('every number is written as the shortest decimal that reads back as the same double', () => {
  const writer = createTextWriter();
  fc.assert(
    fc.property(anyDouble, (value) => {
      writer.number(value);
      writer.endRow();
      expect(writer.take().toString('latin1')).toBe(`${value + 0}\n`);
    }),
    { numRuns: 2000 },
  );
});

it('rows of all kinds of fields come out whole, wherever the pieces are taken', () => {
  const row = fc.tuple(fc.array(FIELD, { minLength: 1, maxLength: 6 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const writer = createTextWriter();
      const pieces: Buffer[] = [];
      for (const [fields, taken] of rows) {
        for (const field of fields) write(writer, field);
        writer.endRow();
        if (taken) pieces.push(writer.take());
      }
      pieces.push(writer.take());
      const lines = rows.map(([fields]) => `${fields.map(expected).join('\t')}\n`);
      expect(Buffer.concat(pieces).toString('latin1')).toBe(lines.join(''));
    }),
  );
});

it('a row that is far longer than a piece is not cut, and the writer says that it is full', () => {
  const writer = createTextWriter();
  const members = Array.from({ length: 200_000 }, (_, index) => (index % 3 === 0 ? null : index));
  expect(writer.full()).toBe(false);
  for (let number = 0; number < 50_000; number += 1) writer.number(-number / 7);
  writer.intArray(members);
  writer.nullField();
  writer.endRow();
  expect(writer.full()).toBe(true);
  const fields = writer.take().toString('latin1').trimEnd().split('\t');
  expect(fields).toHaveLength(50_002);
  expect(fields[49_999]).toBe(String(-49_999 / 7));
  expect(fields[50_000]).toBe(`{${members.map((each) => each ?? 'NULL').join(',')}}`);
  expect(writer.full()).toBe(false);
});
