import { execFile, execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isAbsent } from './absent.ts';
import { afterThisFile } from './cleanup.ts';

const run = promisify(execFile);

/** A file system of a few megabytes. */
export interface SmallDisk {
  readonly folder: string;
  resize(kilobytes: number): Promise<void>;
}

/** Whether this user may not mount, which is said then: only root may, and not in every container. */
export const mayNotMount: boolean = isAbsent('the right to mount a small disk', {
  there: tryMount(),
  remedy: 'Run the fault tests as root, where containers leave root that right.',
});

function tryMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

/** Mounts one; taken away after the test file. */
export async function mountSmallDisk(kilobytes: number): Promise<SmallDisk> {
  const parent = await mkdtemp(join(tmpdir(), 'statbank-disk-'));
  const folder = join(parent, 'disk');
  await mkdir(folder);
  await run('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=711`, 'tmpfs', folder]);
  await run('chmod', ['711', parent]);
  afterThisFile(async () => {
    await run('umount', ['-l', folder]);
    await rm(parent, { recursive: true, force: true });
  });
  return {
    folder,
    resize: async (size) => {
      await run('mount', ['-o', `remount,size=${size}k`, folder]);
    },
  };
}
