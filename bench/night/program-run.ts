import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Tells at the end what the process itself has used, all its threads included. */
const TELL_USAGE = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nusage '+JSON.stringify(process.resourceUsage())+'\\n'))`;

/** One run of the built program, as an alarm clock would start it. */
export interface ProgramRun {
  readonly stdout: string;
  readonly wallSeconds: number;
  /** User and system time. */
  readonly cpuSeconds: number;
  /** Most memory that was resident. */
  readonly peakBytes: number;
}

/**
 * Runs a command line of the built program to its end.
 *
 * @throws Error if it does not end with 0
 */
export async function runProgram(
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<ProgramRun> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', TELL_USAGE, PROGRAM, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', ...variables },
  });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const wallSeconds = (performance.now() - begun) / 1000;
  if (child.exitCode !== 0) {
    throw new Error(`statbank ${words.join(' ')} ended with ${child.exitCode}:\n${stderr}`);
  }
  const [, told = '{}'] = /^usage (\{.*\})$/m.exec(stderr) ?? [];
  const {
    userCPUTime = Number.NaN,
    systemCPUTime = Number.NaN,
    maxRSS = Number.NaN,
  } = JSON.parse(told) as Partial<NodeJS.ResourceUsage>;
  return {
    stdout,
    wallSeconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakBytes: maxRSS * 1024,
  };
}
