import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { StatbankError } from '../../errors/statbank-error.ts';

/** Length of the fixed head of a binary COPY stream: signature, flags, extension length. */
const HEADER_BYTES = 19;

/**
 * Runs `copy (…) to stdout (format binary)` and calls `onRow` with each row: a buffer and
 * the offset of the row's first field length. The buffer is only valid during the call.
 *
 * @returns the number of rows read
 */
export async function copyOut(
  client: ClientBase,
  statement: string,
  onRow: (buffer: Buffer, offset: number) => void,
): Promise<number> {
  const stream = client.query(copyTo(statement));
  let rest: Buffer = Buffer.alloc(0);
  let headerSeen = false;
  let ended = false;
  let rows = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    let buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    if (!headerSeen) {
      if (buffer.length < HEADER_BYTES) {
        rest = buffer;
        continue;
      }
      buffer = buffer.subarray(HEADER_BYTES);
      headerSeen = true;
    }
    let at = 0;
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
  }
  if (!ended) {
    throw new StatbankError(
      'SB_DB_QUERY',
      `The copy ended after ${rows} rows without its trailer.`,
      {
        context: { statement, rows },
      },
    );
  }
  return rows;
}

const INCOMPLETE = -1;
const END_OF_ROWS = -2;

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
