import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/**
 * Tells at the end what the process itself has used, all its threads included. Its peak of memory is
 * `VmHWM` where there is one: what getrusage says begins with the memory of the parent.
 */
const TELL_USAGE = `data:text/javascript,${encodeURIComponent(`
import { readFileSync } from 'node:fs';
process.on('exit', () => {
  let status = '';
  try {
    status = readFileSync('/proc/self/status', 'utf8');
  } catch {}
  const peak = /^VmHWM:\\s+(\\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  const usage = { ...process.cpuUsage(), peakKilobytes: Number(peak) };
  process.stderr.write('\\nusage ' + JSON.stringify(usage) + '\\n');
});`)}`;

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
    user = Number.NaN,
    system = Number.NaN,
    peakKilobytes = Number.NaN,
  } = JSON.parse(told) as Partial<NodeJS.CpuUsage> & { readonly peakKilobytes?: number };
  return {
    stdout,
    wallSeconds,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: peakKilobytes * 1024,
  };
}
