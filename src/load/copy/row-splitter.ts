/** Length of the fixed head of a binary COPY stream: signature, flags, extension length. */
const HEADER_BYTES = 19;

const INCOMPLETE = -1;
const END_OF_ROWS = -2;

/** Finds the rows in a binary COPY stream, however the stream is cut into pieces. */
export interface RowSplitter {
  /** Takes the next piece of the stream and reports the rows that are whole by now. */
  readonly push: (piece: Buffer) => void;
  /** Rows so far. */
  readonly rows: number;
  /** True once the trailer has come: without it the stream was cut off. */
  readonly ended: boolean;
}

/**
 * @param onRow called with a buffer and the offset of the row's first field length; the
 *   buffer is only valid during the call
 */
export function createRowSplitter(onRow: (buffer: Buffer, offset: number) => void): RowSplitter {
  let rest: Buffer = Buffer.alloc(0);
  let headerSeen = false;
  let ended = false;
  let rows = 0;
  return {
    push: (piece) => {
      const buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let at = 0;
      if (!headerSeen) {
        rest = buffer;
        if (buffer.length < HEADER_BYTES) return;
        headerSeen = true;
        at = HEADER_BYTES;
      }
      while (!ended) {
        const next = rowEnd(buffer, at);
        if (next === INCOMPLETE) break;
        if (next === END_OF_ROWS) {
          ended = true;
          break;
        }
        onRow(buffer, at + 2);
        rows += 1;
        at = next;
      }
      rest = buffer.subarray(at);
    },
    get rows() {
      return rows;
    },
    get ended() {
      return ended;
    },
  };
}

/** Offset after the row that starts at `at`, or one of the two marks above. */
function rowEnd(buffer: Buffer, at: number): number {
  if (at + 2 > buffer.length) return INCOMPLETE;
  const fields = buffer.readInt16BE(at);
  if (fields === -1) return END_OF_ROWS;
  let end = at + 2;
  for (let field = 0; field < fields; field += 1) {
    if (end + 4 > buffer.length) return INCOMPLETE;
    const length = buffer.readInt32BE(end);
    end += 4 + Math.max(0, length);
  }
  return end > buffer.length ? INCOMPLETE : end;
}
