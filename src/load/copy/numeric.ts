import { StatbankError } from '../../errors/statbank-error.ts';

/** Postgres stores a numeric as base-10,000 digits (src/backend/utils/adt/numeric.c, NBASE). */
const BASE = 10_000;
const NEGATIVE = 0x4000;
/** Doubles up to here are whole numbers without gaps. */
const MAX_EXACT = Number.MAX_SAFE_INTEGER;
/** Published statistics have few decimals; these are found without going through text. */
const FAST_DECIMALS = 4;
const POWERS_OF_BASE = Object.freeze([1, 1e4, 1e8, 1e12, 1e16, 1e20]);
const POWERS_OF_TEN = Object.freeze([1, 10, 100, 1_000, 10_000]);

/** Bytes that `writeNumeric` needs at most for a double: 8 of header and 2 for each digit of the widest. */
export const MAX_NUMERIC_BYTES = 8 + 2 * 160;

/**
 * Writes a finite double as the payload of a binary `numeric` (without the length word)
 * and returns the offset after it. The number written is the shortest decimal that reads
 * back as the same double, which is what the source printed (up to 15 significant digits).
 */
export function writeNumeric(target: Buffer, offset: number, value: number): number {
  const magnitude = value < 0 ? -value : value;
  const sign = value < 0 ? NEGATIVE : 0;
  for (let decimals = 0; decimals <= FAST_DECIMALS; decimals += 1) {
    const power = POWERS_OF_TEN[decimals] as number;
    const scaled = Math.round(magnitude * power);
    if (scaled > MAX_EXACT) break;
    // Division of two exact doubles is correctly rounded, so equality proves that the
    // decimal scaled / power reads back as this very double.
    if (scaled / power === magnitude) {
      return writeScaled(target, offset, scaled, decimals, sign);
    }
  }
  return writeDecimalText(target, offset, magnitude, sign);
}

function writeScaled(
  target: Buffer,
  offset: number,
  scaled: number,
  decimals: number,
  sign: number,
): number {
  // A base-10,000 fraction digit holds four decimals, so the fraction is filled up to four.
  const power = POWERS_OF_TEN[decimals] as number;
  let whole = Math.floor(scaled / power);
  const fraction = (scaled - whole * power) * (POWERS_OF_TEN[FAST_DECIMALS - decimals] as number);
  let wholeDigits = 0;
  for (let rest = whole; rest >= 1; rest = Math.floor(rest / BASE)) wholeDigits += 1;
  let digits = wholeDigits;
  const first = offset + 8;
  for (let index = wholeDigits - 1; index >= 0; index -= 1) {
    const next = Math.floor(whole / BASE);
    putInt16(target, first + 2 * index, whole - next * BASE);
    whole = next;
  }
  if (fraction > 0) {
    putInt16(target, first + 2 * wholeDigits, fraction);
    digits += 1;
  } else {
    while (
      digits > 0 &&
      target[first + 2 * digits - 1] === 0 &&
      target[first + 2 * digits - 2] === 0
    ) {
      digits -= 1;
    }
  }
  putInt16(target, offset, digits);
  putInt16(target, offset + 2, (digits === 0 ? 0 : wholeDigits - 1) & 0xffff);
  putInt16(target, offset + 4, digits === 0 ? 0 : sign);
  putInt16(target, offset + 6, decimals);
  return first + 2 * digits;
}

function writeDecimalText(target: Buffer, offset: number, magnitude: number, sign: number): number {
  const match = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(magnitude));
  if (match === null) {
    throw new StatbankError('SB_LOAD_INTEGRITY', `The value ${magnitude} is not a finite number.`, {
      context: { value: String(magnitude) },
    });
  }
  const fractionText = match[2] ?? '';
  const exponent = Number(match[3] ?? 0);
  const significant = (match[1] ?? '') + fractionText;
  const pointAt = (match[1] ?? '').length + exponent;
  const scale = Math.max(0, significant.length - pointAt);
  const whole = pointAt > 0 ? significant.slice(0, pointAt).padEnd(pointAt, '0') : '';
  const fraction = pointAt > 0 ? significant.slice(pointAt) : '0'.repeat(-pointAt) + significant;
  const digits = base10000(whole, fraction);
  const firstKept = digits.findIndex((digit) => digit !== 0);
  const lastKept = digits.findLastIndex((digit) => digit !== 0);
  const weight = Math.ceil(whole.length / 4) - 1 - firstKept;
  const count = lastKept - firstKept + 1;
  putInt16(target, offset, count);
  putInt16(target, offset + 2, weight & 0xffff);
  putInt16(target, offset + 4, sign);
  putInt16(target, offset + 6, scale);
  for (let index = 0; index < count; index += 1) {
    putInt16(target, offset + 8 + 2 * index, digits[firstKept + index] as number);
  }
  return offset + 8 + 2 * count;
}

function base10000(whole: string, fraction: string): number[] {
  const text =
    whole.padStart(Math.ceil(whole.length / 4) * 4, '0') +
    fraction.padEnd(Math.ceil(fraction.length / 4) * 4, '0');
  const digits: number[] = [];
  for (let at = 0; at < text.length; at += 4) digits.push(Number(text.slice(at, at + 4)));
  return digits;
}

/** Reads the payload of a binary `numeric` as a double: the inverse of `writeNumeric`. */
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

function putInt16(target: Buffer, offset: number, value: number): void {
  target[offset] = (value >> 8) & 0xff;
  target[offset + 1] = value & 0xff;
}
