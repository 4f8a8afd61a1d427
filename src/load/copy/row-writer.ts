import { MAX_NUMERIC_BYTES, writeNumeric } from './numeric.ts';

/**
 * Size of one piece of a COPY stream. Large enough that calls per piece do not show,
 * small enough that encoding and the server's work overlap from the first millisecond.
 */
export const PIECE_BYTES = 256 * 1024;

/** Room that is always left at the end of a piece, so that fixed-size fields need no check. */
const HEADROOM = 4096;

const SIGNATURE = Buffer.from('PGCOPY\n\u00ff\r\n\0', 'latin1');

/**
 * Encodes rows in Postgres' binary COPY format (documentation of COPY, "Binary Format")
 * into pieces. Fields are written in the order of the COPY statement's columns; the
 * caller flushes whenever `full` is true.
 */
export interface RowWriter {
  readonly full: () => boolean;
  readonly row: (fields: number) => void;
  readonly nullField: () => void;
  readonly int2: (value: number) => void;
  readonly int4: (value: number) => void;
  readonly int8: (value: number) => void;
  readonly numeric: (value: number) => void;
  readonly text: (value: string) => void;
  readonly int4Array: (values: ArrayLike<number | null>) => void;
  /** Copies fields that were encoded before, e.g. those that are the same in many rows. */
  readonly raw: (bytes: Uint8Array) => void;
  /** The bytes since the last call, in a buffer that is the caller's from now on. */
  readonly take: () => Buffer;
  readonly trailer: () => void;
}

/** A writer whose first piece starts with the stream's header, unless `header` is false. */
export function createRowWriter(header = true): RowWriter {
  let buffer = Buffer.allocUnsafe(PIECE_BYTES + HEADROOM);
  let at = 0;

  const reserve = (bytes: number): void => {
    if (at + bytes <= buffer.length - MAX_NUMERIC_BYTES) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, at + bytes + HEADROOM));
    buffer.copy(larger, 0, 0, at);
    buffer = larger;
  };
  const put16 = (value: number): void => {
    buffer[at] = (value >> 8) & 0xff;
    buffer[at + 1] = value & 0xff;
    at += 2;
  };
  const put32 = (value: number): void => {
    buffer[at] = (value >>> 24) & 0xff;
    buffer[at + 1] = (value >>> 16) & 0xff;
    buffer[at + 2] = (value >>> 8) & 0xff;
    buffer[at + 3] = value & 0xff;
    at += 4;
  };

  if (header) {
    at += SIGNATURE.copy(buffer, 0);
    put32(0);
    put32(0);
  }

  return {
    full: () => at >= PIECE_BYTES,
    row: (fields) => {
      reserve(HEADROOM / 2);
      put16(fields);
    },
    nullField: () => put32(-1),
    int2: (value) => {
      put32(2);
      put16(value);
    },
    int4: (value) => {
      put32(4);
      put32(value);
    },
    int8: (value) => {
      put32(8);
      put32(Math.floor(value / 0x1_0000_0000));
      put32(value % 0x1_0000_0000);
    },
    numeric: (value) => {
      const end = writeNumeric(buffer, at + 4, value);
      put32(end - at - 4);
      at = end;
    },
    text: (value) => {
      const bytes = Buffer.byteLength(value, 'utf8');
      reserve(bytes + 4);
      put32(bytes);
      at += buffer.write(value, at, 'utf8');
    },
    int4Array: (values) => {
      reserve(24 + values.length * 8);
      const start = at;
      at += 4;
      put32(1);
      const hasNull = at;
      put32(0);
      put32(INT4_OID);
      put32(values.length);
      put32(1);
      for (let index = 0; index < values.length; index += 1) {
        const value = values[index];
        if (value === null || value === undefined) {
          buffer[hasNull + 3] = 1;
          put32(-1);
        } else {
          put32(4);
          put32(value);
        }
      }
      buffer.writeInt32BE(at - start - 4, start);
    },
    raw: (bytes) => {
      reserve(bytes.length);
      buffer.set(bytes, at);
      at += bytes.length;
    },
    take: () => {
      const piece = buffer.subarray(0, at);
      buffer = Buffer.allocUnsafe(PIECE_BYTES + HEADROOM);
      at = 0;
      return piece;
    },
    trailer: () => {
      reserve(2);
      put16(-1);
    },
  };
}

/** pg_type.oid of int4, written inside a binary array. */
const INT4_OID = 23;
