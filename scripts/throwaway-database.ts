import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/load/migrate.ts';
import { removeEmbedded, startEmbedded } from '../src/postgres/embedded.ts';

/** Runs `work` on a freshly migrated database of a server that is made for it and removed after. */
export async function withMigratedDatabase<T>(
  work: (pool: pg.Pool, url: string) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'statbank-script-'));
  try {
    const { url } = await startEmbedded({ home, durable: false });
    const pool = new pg.Pool({ connectionString: url });
    try {
      await migrate(pool);
      return await work(pool, url);
    } finally {
      await pool.end();
    }
  } finally {
    await removeEmbedded({ home });
    await rm(home, { recursive: true, force: true });
  }
}
