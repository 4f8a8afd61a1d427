/** Decimals of an amount: kroner, øre, and one more. */
const DECIMALS = 3;

const MINUS = 0x2d;
const COMMA = 0x2c;
const ZERO = 0x30;

/**
 * An amount with decimal comma as a whole number of thousandths, so that sums are exact; null
 * for what is no such amount. At most three decimals and no thousands separator: `-847732,870`.
 */
export function readThousandths(bytes: Uint8Array, start: number, end: number): number | null {
  const negative = bytes[start] === MINUS;
  let at = negative ? start + 1 : start;
  const first = at;
  let whole = 0;
  let decimals = -1;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === COMMA && decimals < 0 && at > first) {
      decimals = 0;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return null;
    if (decimals >= 0) decimals += 1;
    whole = whole * 10 + digit;
  }
  if (at === first || decimals === 0 || decimals > DECIMALS) return null;
  const thousandths = whole * 10 ** (DECIMALS - Math.max(decimals, 0));
  if (!Number.isSafeInteger(thousandths)) return null;
  return negative && thousandths !== 0 ? -thousandths : thousandths;
}
