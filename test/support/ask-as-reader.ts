import type { Pool } from 'pg';
import type { Row } from './workshop.ts';

/** Asks a question with the reader's rights. */
export type AskAsReader = (
  query: string,
  parameters?: readonly unknown[],
) => Promise<readonly Row[]>;

/** Each question in a transaction of its own that may change nothing. */
export function askAsReader(pool: Pool): AskAsReader {
  return async (query, parameters = []) => {
    const client = await pool.connect();
    try {
      await client.query('begin read only; set local role statbank_reader');
      return (await client.query<Row>(query, [...parameters])).rows;
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
}
