import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** No write takes a day, so an older temporary file belongs to a process that is gone. */
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;

/** Removes temporary files that a crash left behind. A missing folder has none. */
export async function sweepLeftovers(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    // Another process may sweep at the same time: what is gone already needs no sweeping.
    const facts = await stat(path).catch(() => null);
    if (facts !== null && now.getTime() - facts.mtimeMs > LEFTOVER_AGE_MS) {
      await rm(path, { force: true });
    }
  }
}
