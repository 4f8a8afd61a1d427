import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Compiles the program that process tests start, if a source file is newer than it. Types
 * are not checked: that is a check of its own, and an error there should not hide what runs.
 */
export async function setup(): Promise<void> {
  const built = await stat('dist/cli.js').catch(() => null);
  if (built !== null && built.mtimeMs > (await newestSource())) return;
  const compiler = 'node_modules/typescript/bin/tsc';
  await run(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--noCheck']);
}

async function newestSource(): Promise<number> {
  const files = await readdir('src', { recursive: true, withFileTypes: true });
  const times = files
    .filter((file) => file.isFile())
    .map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs);
  return Math.max(...(await Promise.all(times)));
}
