/**
 * Size of one piece of a COPY stream. Large enough that calls per piece do not show,
 * small enough that encoding and the server's work overlap from the first millisecond.
 */
const PIECE_BYTES = 256 * 1024;

/** Room that is always left at the end of a piece, so that numbers need no check. */
const HEADROOM = 1024;

const TAB = 9;
const NEWLINE = 10;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** Whole numbers up to here are written digit by digit with 32-bit arithmetic. */
const SMALL = 0x7fff_ffff;

/**
 * Encodes rows of numbers in Postgres' text COPY format (documentation of COPY, "Text
 * Format") into pieces. Each field is followed by its tab or newline.
 */
export interface TextWriter {
  readonly full: () => boolean;
  /** Copies fields that were encoded before, each with its tab. */
  readonly raw: (bytes: Uint8Array) => void;
  /** A whole number of at most 2^53. */
  readonly int: (value: number) => void;
  /** The shortest decimal that reads back as the same double: what the source printed. */
  readonly number: (value: number) => void;
  readonly nullField: () => void;
  /** An array of whole numbers: `{7,NULL,9}`. */
  readonly intArray: (values: readonly (number | null)[]) => void;
  readonly endRow: () => void;
  /** The bytes since the last call, in a buffer that is the caller's from now on. */
  readonly take: () => Buffer;
}

export function createTextWriter(): TextWriter {
  let buffer = Buffer.allocUnsafe(PIECE_BYTES + HEADROOM);
  let at = 0;

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length - HEADROOM) return;
    const larger = Buffer.allocUnsafe(buffer.length * 2 + bytes);
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  const digits = (value: number): void => {
    const target = buffer;
    const start = at;
    let end = start + 1;
    for (let bound = 10; value >= bound && end < start + 10; bound *= 10) end += 1;
    let rest = value;
    for (let place = end - 1; place >= start; place -= 1) {
      const next = (rest / 10) | 0;
      target[place] = ZERO + rest - next * 10;
      rest = next;
    }
    at = end;
  };
  const plain = (value: number): void => {
    at += buffer.write(String(value), at, 'latin1');
  };
  const magnitude = (value: number): void => {
    if (value <= SMALL) {
      const whole = value | 0;
      if (whole === value) {
        digits(whole);
        return;
      }
      // One decimal is the commonest; 3.7 * 10 is 37 exactly, and 37 / 10 is 3.7 again.
      const tenths = Math.round(value * 10);
      if (tenths / 10 === value && tenths <= SMALL) {
        const units = (tenths / 10) | 0;
        digits(units);
        buffer[at] = POINT;
        buffer[at + 1] = ZERO + tenths - units * 10;
        at += 2;
        return;
      }
    }
    plain(value);
  };
  const signed = (value: number): void => {
    reserve(40);
    if (value < 0) {
      buffer[at] = MINUS;
      at += 1;
    }
    // Also turns -0 into 0.
    magnitude(value < 0 ? -value : value + 0);
    buffer[at] = TAB;
    at += 1;
  };

  return {
    full: () => at >= PIECE_BYTES,
    raw: (bytes) => {
      reserve(bytes.length);
      buffer.set(bytes, at);
      at += bytes.length;
    },
    int: signed,
    number: signed,
    nullField: () => {
      reserve(3);
      at += buffer.write('\\N\t', at, 'latin1');
    },
    intArray: (values) => {
      const text = `{${values.map((value) => value ?? 'NULL').join(',')}}\t`;
      reserve(text.length);
      at += buffer.write(text, at, 'latin1');
    },
    endRow: () => {
      // In the place of the last field's tab.
      buffer[at - 1] = NEWLINE;
    },
    take: () => {
      const piece = buffer.subarray(0, at);
      buffer = Buffer.allocUnsafe(PIECE_BYTES + HEADROOM);
      at = 0;
      return piece;
    },
  };
}
