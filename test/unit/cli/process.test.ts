import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const ROOT = new URL('../../../', import.meta.url);

function statbank(...words: string[]): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

test('the process ends with the exit code of the error, which it prints to standard error', async () => {
  const child = statbank('describe', '7459');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^error SB_USAGE: "7459" does not name a table/);
});

test('the help comes whole through a pipe', async () => {
  const child = statbank('--help');
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  expect(code).toBe(0);
  expect(stdout.trimEnd()).toMatch(/display help for command$/);
});

test('a reader that closes the pipe early is no fault', async () => {
  const child = statbank('--help');
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect([code, stderr]).toEqual([0, '']);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the simulator in order', async (signal) => {
  const child = statbank('simulate');
  const closed = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill(signal);
  expect(await closed).toEqual([0, null]);
});
