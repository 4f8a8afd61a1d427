import { readFile } from 'node:fs/promises';

/**
 * Whether a process of that number runs, whoever it belongs to. One that has ended and
 * that nobody has collected does not run: in a container whose first process is not an
 * init, such remains stay as long as the container.
 */
export async function isAlive(pid: number): Promise<boolean> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const status = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  // The state follows the program's name, which is in brackets and may hold brackets itself.
  return !/^ [ZX] /.test(status.slice(status.lastIndexOf(')') + 1));
}
