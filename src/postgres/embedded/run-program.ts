import { spawn } from 'node:child_process';
import type { ServerAccount } from './server-account.ts';

/** How a program ended, with all that it wrote. */
export interface ProgramResult {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * Runs one of PostgreSQL's programs to its end, as the server's account, without the
 * caller's PG* settings and with English messages.
 *
 * @param cwd a folder that the account can enter: the programs refuse to start elsewhere.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  account: ServerAccount | null,
  cwd: string,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      ...account,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    // Not 'close': a server that pg_ctl leaves behind may hold the pipes for ever.
    child.on('exit', (code) => {
      setImmediate(() =>
        resolve({ ok: code === 0, output: Buffer.concat(chunks).toString('utf8').trim() }),
      );
    });
  });
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
