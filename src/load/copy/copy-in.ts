import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createRowWriter, type RowWriter } from './row-writer.ts';

/**
 * Runs `copy … from stdin (format binary)` and feeds it the rows that `rows` writes.
 * `rows` yields whenever the writer may be full; encoding and the server's work overlap.
 *
 * @param statement a COPY statement with `(format binary)`
 * @returns the number of rows that the server took
 */
export async function copyIn(
  client: ClientBase,
  statement: string,
  rows: (writer: RowWriter) => Iterable<void>,
): Promise<number> {
  const stream = client.query(copyFrom(statement));
  const writer = createRowWriter();
  const done = finished(stream);
  // The failure is awaited below; without this an early error would be unhandled until then.
  done.catch(() => undefined);
  try {
    for (const _ of rows(writer)) {
      if (writer.full() && !stream.write(writer.take())) {
        await Promise.race([once(stream, 'drain'), done]);
      }
    }
    writer.trailer();
    stream.end(writer.take());
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    await done.catch(() => undefined);
    throw error;
  }
  await done;
  return stream.rowCount;
}
