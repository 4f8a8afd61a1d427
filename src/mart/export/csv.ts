import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { MartView } from '../mart.ts';
import { rowsOf } from './selection.ts';

/**
 * Writes a view as CSV: UTF-8, comma, header with the columns' names, an empty field for null.
 * Postgres writes it and this passes it on, so no row is ever in memory.
 *
 * @returns the number of rows
 */
export async function exportCsv(client: ClientBase, view: MartView, file: string): Promise<number> {
  const rows = client.query(
    copyTo(`copy (${rowsOf(view)}) to stdout (format csv, header true, encoding 'UTF8')`),
  );
  await pipeline(rows, createWriteStream(file));
  return rows.rowCount;
}
