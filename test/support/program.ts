import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Ran } from './run-main.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface ProgramOptions {
  readonly variables?: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Options of node itself, before the program. */
  readonly nodeOptions?: readonly string[];
}

/** A process of the built program. */
export interface RunningProgram {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** What it printed and how it ended. Exit code -1: by a signal that it did not handle. */
  readonly ended: Promise<Ran>;
}

/** Starts the built program as users do, with nothing of this process's environment but PATH. */
export function startProgram(words: readonly string[], options: ProgramOptions): RunningProgram {
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), CLI, ...words], {
    cwd: options.folder,
    env: { PATH: process.env['PATH'] ?? '', ...options.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([stdout, stderr, [code]]) => ({ stdout, stderr, exitCode: Number(code ?? -1) }),
  );
  return { child, ended };
}

/** Runs the built program to its end. */
export async function runProgram(words: readonly string[], options: ProgramOptions): Promise<Ran> {
  return startProgram(words, options).ended;
}
