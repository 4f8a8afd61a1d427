import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { migrate } from '../src/load/migrate.ts';
import { connect, type Connection } from '../src/postgres/connection.ts';
import { removeEmbedded, startEmbedded } from '../src/postgres/embedded.ts';

/** Runs `work` on a freshly migrated database of a server that is made for it and removed after. */
export async function withMigratedDatabase<T>(
  work: (connection: Connection, url: string) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'statbank-script-'));
  // The server's account must be able to pass through.
  await chmod(home, 0o711);
  try {
    const { url } = await startEmbedded({ home, durable: false });
    const connection = await connect({ databaseUrl: url, home });
    try {
      await migrate(connection.pool);
      return await work(connection, url);
    } finally {
      await connection.close();
    }
  } finally {
    await removeEmbedded({ home });
    await rm(home, { recursive: true, force: true });
  }
}
