import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StatbankError } from '../../errors/statbank-error.ts';
import { isAlive } from './process-alive.ts';

const PREFIX = 'lock.';

/**
 * How long to wait for another command. Making a cluster takes seconds, crash recovery of
 * a large one up to minutes; a lock held longer is more likely forgotten than busy.
 */
const PATIENCE_MS = 300_000;

/**
 * Runs `work` while no other process does so in the same folder.
 *
 * Every contender makes a file of its own and then looks: if another's file is there and
 * its process lives, it takes its own away and tries again. The later of two always sees
 * the earlier, so both can never go on, and the file of a dead process blocks nobody.
 *
 * @throws StatbankError SB_DB_EMBEDDED after five minutes of waiting; names the file.
 */
export async function exclusively<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const mine = `${PREFIX}${process.pid}.${crypto.randomUUID()}`;
  const file = join(folder, mine);
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    if ((await holder(folder, mine)) === null) {
      await writeFile(file, '', { flag: 'wx' });
      const other = await holder(folder, mine);
      if (other === null) break;
      await rm(file, { force: true });
    }
    if (performance.now() > deadline) await giveUp(folder, mine);
    // Spread, so that two who saw each other do not meet again.
    await sleep(20 + Math.random() * 80);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function holder(folder: string, mine: string): Promise<string | null> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(PREFIX) || name === mine) continue;
    const file = join(folder, name);
    if (await isHeld(file, Number(name.split('.')[1]))) return file;
    await rm(file, { force: true });
  }
  return null;
}

async function isHeld(file: string, pid: number): Promise<boolean> {
  const made = await stat(file).catch(() => null);
  if (made === null) return false;
  const booted = Date.now() - uptime() * 1000;
  // After a reboot the number may be another process's.
  return made.mtimeMs >= booted && isAlive(pid);
}

async function giveUp(folder: string, mine: string): Promise<never> {
  const file = (await holder(folder, mine)) ?? join(folder, PREFIX);
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `Another statbank command has held ${file} for five minutes. ` +
      'Wait for it, or remove the file if no such command runs.',
    { context: { file } },
  );
}
