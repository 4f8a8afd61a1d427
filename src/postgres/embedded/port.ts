import { createHash } from 'node:crypto';
import { createServer } from 'node:net';
import { StatbankError } from '../../errors/statbank-error.ts';

/** Below the ports that systems give to outgoing connections (from 32768), so that it is free again tomorrow. */
const FIRST = 15_432;
const COUNT = 2_000;

/**
 * A loopback port that is free now: the preferred one if it is, else the first free one
 * from a place given by the folder's name, so that servers of several homes rarely meet.
 *
 * @throws StatbankError SB_DB_EMBEDDED if every port of the range is taken.
 */
export async function freePort(control: string, preferred: number | null): Promise<number> {
  if (preferred !== null && (await isFree(preferred))) return preferred;
  const start = createHash('sha256').update(control).digest().readUInt16BE(0);
  for (let step = 0; step < COUNT; step += 1) {
    const port = FIRST + ((start + step) % COUNT);
    if (port !== preferred && (await isFree(port))) return port;
  }
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `No free port between ${FIRST} and ${FIRST + COUNT - 1} on 127.0.0.1. Stop a program, or set DATABASE_URL.`,
  );
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
