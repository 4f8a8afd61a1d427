import { documentFinding, documentInvalid } from '../document/invalid.ts';
import { nulFinding } from '../document/text.ts';
import { isDelimiter } from './header.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Byte-order marks of encodings that are not read here. */
const MARKS = Object.freeze([
  { encoding: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'UTF-16', bytes: [0xff, 0xfe] },
  { encoding: 'UTF-16', bytes: [0xfe, 0xff] },
]);

/** A record of all columns of the accounts is half a kilobyte: a longer one is a quote without end. */
const MAX_RECORD_BYTES = 1_000_000;

/** Room for several pieces of an unpacked file. */
const FIRST_ROOM = 262_144;

/** The record that was read last; what it gives is only valid until the next one. */
export interface ByteRecord {
  /** Line that it begins on, from 1. */
  readonly line: number;
  readonly length: number;
  readonly bytes: Buffer;
  /** First byte of a field, and the one after its last, without the quotes around it. */
  start(at: number): number;
  end(at: number): number;
  /** The field's bytes as one character each (ISO 8859-1), doubled quotes undone. */
  raw(at: number): string;
}

/** Takes a file piece by piece. */
export interface RecordReader {
  push(piece: Buffer): void;
  /** Tells that no piece comes any more. */
  end(): void;
}

/**
 * Reads records of delimited text (RFC 4180) in a single-byte encoding out of pieces of a file,
 * in constant memory and without making a string for a field that nobody asks for.
 *
 * Stricter than most: a quote inside a field without quotes, and text after a closing quote, are
 * faults. Blank lines are no records.
 *
 * @throws (its functions) StatbankError SB_DOCUMENT_INVALID with the line, and whatever `onRecord` throws
 */
export function createRecordReader(
  delimiter: string,
  maxFields: number,
  what: string,
  onRecord: (record: ByteRecord) => void,
): RecordReader {
  const separator = delimiter.charCodeAt(0);
  const starts = new Int32Array(maxFields + 1);
  const ends = new Int32Array(maxFields + 1);
  const doubled = new Uint8Array(maxFields + 1);
  // Pieces are copied behind what is left of the last one: a new buffer for each would be garbage
  // that is collected late.
  let room = Buffer.allocUnsafe(FIRST_ROOM);
  let bytes = room.subarray(0, 0);
  let length = 0;
  let line = 1;

  const record: ByteRecord = {
    get line() {
      return line;
    },
    get length() {
      return length;
    },
    get bytes() {
      return bytes;
    },
    start: (at) => starts[at] ?? 0,
    end: (at) => ends[at] ?? 0,
    raw: (at) => {
      const text = bytes.toString('latin1', starts[at], ends[at]);
      return doubled[at] === 1 ? text.replaceAll('""', '"') : text;
    },
  };

  function fault(message: string, code = 'CSV_SYNTAX', actual?: string): Error {
    const compared = actual === undefined ? {} : { expected: JSON.stringify(delimiter), actual };
    return documentInvalid(what, [documentFinding(code, `line ${line}`, message, compared)]);
  }

  /** In a header with quotes the wrong delimiter is seen behind the first name. */
  function afterQuote(byte: number): Error {
    const sign = String.fromCharCode(byte);
    return line === 1 && isDelimiter(sign)
      ? fault('the columns are separated by another sign', 'CSV_DELIMITER', JSON.stringify(sign))
      : fault('text after a closing quote');
  }

  /** Reads the record that begins at `from`; the position after it, or -1 if its end has not come yet. */
  function readRecord(from: number, final: boolean): number {
    const size = bytes.length;
    let at = from;
    length = 0;
    for (;;) {
      const field = Math.min(length, maxFields);
      doubled[field] = 0;
      if (bytes[at] === QUOTE) {
        let close = at + 1;
        for (;;) {
          while (close < size && bytes[close] !== QUOTE) close += 1;
          if (close + 1 >= size && !(final && close < size)) return unended(from, final);
          if (bytes[close + 1] !== QUOTE) break;
          doubled[field] = 1;
          close += 2;
        }
        starts[field] = at + 1;
        ends[field] = close;
        at = close + 1;
      } else {
        starts[field] = at;
        let byte = bytes[at];
        while (at < size && byte !== separator && byte !== LINE_FEED && byte !== CARRIAGE_RETURN) {
          if (byte === QUOTE) throw fault('a quote in the middle of a field');
          at += 1;
          byte = bytes[at];
        }
        ends[field] = at;
      }
      length += 1;
      if (at >= size) return final ? at : unended(from, final);
      const next = bytes[at];
      at += 1;
      if (next === separator) continue;
      if (next === LINE_FEED) return at;
      if (next !== CARRIAGE_RETURN) throw afterQuote(next as number);
      if (at >= size) return final ? at : unended(from, final);
      if (bytes[at] !== LINE_FEED) throw fault('a carriage return that ends no line');
      return at + 1;
    }
  }

  function unended(from: number, final: boolean): -1 {
    if (final) throw fault('a quote that is never closed');
    if (bytes.length - from > MAX_RECORD_BYTES) throw fault('a record without end');
    return -1;
  }

  function refuseMark(): void {
    const mark = MARKS.find((each) => each.bytes.every((byte, place) => bytes[place] === byte));
    if (mark === undefined) return;
    throw documentInvalid(what, [
      documentFinding('DOCUMENT_ENCODING', 'line 1', `a byte-order mark of ${mark.encoding}`, {
        expected: 'the declared encoding',
        actual: mark.encoding,
      }),
    ]);
  }

  /** A piece up to the byte that no text has, if it has one; what stands before it is read first. */
  function refuseNul(piece: Buffer, at: number): Error {
    take(piece.subarray(0, at));
    for (
      let feed = bytes.indexOf(LINE_FEED);
      feed >= 0;
      feed = bytes.indexOf(LINE_FEED, feed + 1)
    ) {
      line += 1;
    }
    return documentInvalid(what, [nulFinding(`line ${line}`)]);
  }

  function take(piece: Buffer): void {
    const rest = bytes;
    const size = rest.length + piece.length;
    if (size > room.length) room = Buffer.allocUnsafe(size * 2);
    rest.copy(room);
    piece.copy(room, rest.length);
    bytes = room.subarray(0, size);
    readAll(false);
  }

  function readAll(final: boolean): void {
    if (line === 1) refuseMark();
    let at = 0;
    while (at < bytes.length) {
      const next = readRecord(at, final);
      if (next < 0) break;
      const blank = length === 1 && starts[0] === ends[0] && bytes[at] !== QUOTE;
      if (!blank) onRecord(record);
      for (let feed = bytes.indexOf(LINE_FEED, at); feed >= 0 && feed < next;) {
        line += 1;
        feed = bytes.indexOf(LINE_FEED, feed + 1);
      }
      at = next;
    }
    bytes = bytes.subarray(at);
  }

  return {
    push: (piece) => {
      const nul = piece.indexOf(0);
      if (nul >= 0) throw refuseNul(piece, nul);
      take(piece);
    },
    end: () => {
      readAll(true);
    },
  };
}
