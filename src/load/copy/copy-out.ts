import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { StatbankError } from '../../errors/statbank-error.ts';
import { createRowSplitter } from './row-splitter.ts';

/**
 * Runs `copy (…) to stdout (format binary)` and calls `onRow` with each row: a buffer and
 * the offset of the row's first field length. The buffer is only valid during the call.
 *
 * @returns the number of rows read
 * @throws StatbankError SB_DB_QUERY if the stream ended before its trailer
 */
export async function copyOut(
  client: ClientBase,
  statement: string,
  onRow: (buffer: Buffer, offset: number) => void,
): Promise<number> {
  const splitter = createRowSplitter(onRow);
  for await (const piece of client.query(copyTo(statement)) as AsyncIterable<Buffer>) {
    splitter.push(piece);
  }
  const { rows, ended } = splitter;
  if (ended) return rows;
  throw new StatbankError(
    'SB_DB_QUERY',
    `The copy ended after ${rows} rows without its trailer. Run the command again.`,
    { context: { statement, rows } },
  );
}
