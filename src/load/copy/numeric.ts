/** Postgres stores a numeric as base-10,000 digits (src/backend/utils/adt/numeric.c, NBASE). */
const BASE = 10_000;
const NEGATIVE = 0x4000;
/** Doubles up to here are whole numbers without gaps. */
const MAX_EXACT = Number.MAX_SAFE_INTEGER;
const POWERS_OF_BASE = Object.freeze([1, 1e4, 1e8, 1e12, 1e16, 1e20]);

/**
 * Reads the payload of a binary `numeric` (after its length word) as the nearest double:
 * the number that was written, if that was the shortest decimal of a double.
 */
export function readNumeric(source: Buffer, offset: number): number {
  const count = source.readInt16BE(offset);
  if (count === 0) return 0;
  const weight = source.readInt16BE(offset + 2);
  const sign = source.readUInt16BE(offset + 4);
  let mantissa = 0;
  for (let index = 0; index < count; index += 1) {
    mantissa = mantissa * BASE + source.readInt16BE(offset + 8 + 2 * index);
  }
  const fractionDigits = count - 1 - weight;
  const negative = sign === NEGATIVE;
  if (mantissa <= MAX_EXACT && fractionDigits <= 5 && fractionDigits >= -3) {
    // Both operands are exact doubles (10^20 too: 5^20 < 2^53), so the result is correctly rounded.
    const power = POWERS_OF_BASE[Math.abs(fractionDigits)] as number;
    const magnitude = fractionDigits >= 0 ? mantissa / power : mantissa * power;
    if (fractionDigits >= 0 || magnitude <= MAX_EXACT) return negative ? -magnitude : magnitude;
  }
  const text = decimalText(source, offset, count, weight);
  return negative ? -Number(text) : Number(text);
}

function decimalText(source: Buffer, offset: number, count: number, weight: number): string {
  let digits = '';
  for (let index = 0; index < count; index += 1) {
    digits += String(source.readInt16BE(offset + 8 + 2 * index)).padStart(4, '0');
  }
  return `${digits}e${(weight + 1 - count) * 4}`;
}
