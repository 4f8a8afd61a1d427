/** A field of a binary COPY row; null is SQL's null. */
export type BinaryField = Buffer | null;

/** A binary COPY stream, written from the documentation of COPY without regard to speed. */
export function binaryCopy(rows: readonly (readonly BinaryField[])[]): Buffer {
  return Buffer.concat([
    Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1'),
    Buffer.alloc(8),
    ...rows.flatMap((fields) => [
      int16(fields.length),
      ...fields.flatMap((field) => (field === null ? [int32(-1)] : [int32(field.length), field])),
    ]),
    int16(-1),
  ]);
}

/** The payload of a binary `numeric` for a plain decimal such as `-12.5`. */
export function binaryNumeric(decimal: string): Buffer {
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const padded =
    whole.padStart(Math.ceil(whole.length / 4) * 4, '0') +
    fraction.padEnd(Math.ceil(fraction.length / 4) * 4, '0');
  const digits = (padded.match(/\d{4}/g) ?? []).map(Number);
  let weight = Math.ceil(whole.length / 4) - 1;
  while (digits[0] === 0) {
    digits.shift();
    weight -= 1;
  }
  while (digits.at(-1) === 0) digits.pop();
  const head = digits.length === 0 ? [0, 0, 0] : [digits.length, weight, minus === '' ? 0 : 0x4000];
  return Buffer.concat([...head, fraction.length, ...digits].map(int16));
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
