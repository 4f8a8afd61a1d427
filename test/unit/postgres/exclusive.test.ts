import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exclusively } from '../../../src/postgres/embedded/exclusive.ts';

describe('exclusive work in a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'statbank-exclusive-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is never done by two at once, and is done by all', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<number> => {
      inside += 1;
      most = Math.max(most, inside);
      await readdir(folder);
      inside -= 1;
      return 1;
    };
    const done = await Promise.all(Array.from({ length: 12 }, () => exclusively(folder, work)));
    expect(done).toHaveLength(12);
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not held up by the lock of a process that has ended', async () => {
    const pid = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
    await writeFile(join(folder, `lock.${pid}.left-behind`), '');
    expect(await exclusively(folder, () => Promise.resolve('done'))).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });

  it('lets the next one in after work that failed', async () => {
    const failed = exclusively(folder, () => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(await exclusively(folder, () => Promise.resolve('done'))).toBe('done');
  });
});
