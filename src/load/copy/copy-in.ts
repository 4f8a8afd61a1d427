import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createTextWriter, type TextWriter } from './text-writer.ts';

/**
 * Runs `copy … from stdin` in text format and feeds it the rows that `rows` writes.
 * `rows` yields whenever the writer may be full; encoding and the server's work overlap.
 *
 * @returns the number of rows that the server took
 */
export async function copyIn(
  client: ClientBase,
  statement: string,
  rows: (writer: TextWriter) => Iterable<void>,
): Promise<number> {
  const stream = client.query(copyFrom(statement));
  const writer = createTextWriter();
  const done = finished(stream);
  // The failure is awaited below; without this an early error would be unhandled until then.
  done.catch(() => undefined);
  try {
    for (const _ of rows(writer)) {
      if (writer.full() && !stream.write(writer.take())) {
        await Promise.race([once(stream, 'drain'), done]);
      }
    }
    stream.end(writer.take());
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    await done.catch(() => undefined);
    throw error;
  }
  await done;
  return stream.rowCount;
}
