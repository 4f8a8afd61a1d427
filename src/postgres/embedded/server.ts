import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { Placement } from './placement.ts';
import { isAlive } from './process-alive.ts';
import { runProgram } from './run-program.ts';

/** Crash recovery after a power cut in the middle of a large load is the slowest start. */
const START_SECONDS = 180;
const STOP_SECONDS = 60;

/** The process number and port of a server that says it accepts connections; null if none does. */
export async function runningServer(
  data: string,
): Promise<{ readonly pid: number; readonly port: number } | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  // The server's own file: line 1 is its process, line 4 its port, line 8 its state.
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return lines[7] === 'ready' && (await isAlive(pid)) ? { pid, port } : null;
}

/**
 * Lets a server start whose predecessor was killed and never collected: the new one takes
 * the remains for a running server. It is told of a process that cannot exist instead; the
 * rest of the file it needs, to see whether others still use the old shared memory.
 */
async function disownRemains(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  const [pid = '', ...rest] = text.split('\n');
  if (await isAlive(Number(pid))) return;
  await writeFile(file, [NO_PROCESS, ...rest].join('\n'));
}

/** Beyond what any system numbers its processes with. */
const NO_PROCESS = 2_147_483_646;

/**
 * Starts a server that outlives this process.
 *
 * @returns true, or false if another program took the port in the meantime.
 * @throws StatbankError SB_DB_EMBEDDED with the last lines of the server's log.
 */
export async function startServer(placement: Placement, runtime: string): Promise<boolean> {
  const { cluster, data, logFile, account } = placement;
  await disownRemains(data);
  const before = (await stat(logFile).catch(() => null))?.size ?? 0;
  const started = await runProgram(
    join(runtime, 'bin', 'pg_ctl'),
    ['start', '-D', data, '-l', logFile, '-w', '-t', String(START_SECONDS)],
    account,
    cluster,
  );
  if (started.ok) return true;
  const log = await readFrom(logFile, before);
  if (log.includes('could not bind')) return false;
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `The PostgreSQL server in ${data} does not start. Its log (${logFile}) ends with:\n` +
      lastLines(log === '' ? started.output : log),
    { context: { data, logFile } },
  );
}

/**
 * Stops the server of a cluster: clients are disconnected, everything committed is kept.
 *
 * @throws StatbankError SB_DB_EMBEDDED if it does not end.
 */
export async function stopServer(placement: Placement, runtime: string): Promise<void> {
  const { cluster, data, account } = placement;
  const stopped = await runProgram(
    join(runtime, 'bin', 'pg_ctl'),
    ['stop', '-D', data, '-m', 'fast', '-w', '-t', String(STOP_SECONDS)],
    account,
    cluster,
  );
  if (stopped.ok) return;
  throw new StatbankError(
    'SB_DB_EMBEDDED',
    `The PostgreSQL server in ${data} does not stop: ${lastLines(stopped.output)}`,
    { context: { data } },
  );
}

async function readFrom(file: string, offset: number): Promise<string> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return '';
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(Math.max(0, size - offset)),
      position: offset,
    });
    return buffer.toString('utf8', 0, bytesRead).trim();
  } finally {
    await handle.close();
  }
}

/** Twenty lines hold a failed start: the reason, its detail and hint, and the shutdown. */
function lastLines(text: string): string {
  return text.split('\n').slice(-20).join('\n');
}
