import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import { StatbankError } from '../../errors/statbank-error.ts';

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free space, or move the archive to a larger disk (STATBANK_ARCHIVE).',
  EDQUOT: 'The disk quota is used up: raise it, or move the archive (STATBANK_ARCHIVE).',
  EFBIG: 'A file may not grow this large here: lift the limit (ulimit -f).',
  EACCES: 'The folder may not be written: give this user the right, or set STATBANK_ARCHIVE.',
  EPERM: 'The folder may not be written: give this user the right, or set STATBANK_ARCHIVE.',
  EROFS: 'The file system is read only: remount it, or set STATBANK_ARCHIVE.',
  ENOTDIR: 'A file stands where a folder should be: move it away, or set STATBANK_ARCHIVE.',
  EEXIST: 'A file stands where a folder should be: move it away, or set STATBANK_ARCHIVE.',
};

/** The error of a write that failed, with what a person can do about it. */
export function archiveWriteError(path: string, error: unknown): StatbankError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const remedy = REMEDIES[code] ?? 'Look at the disk and at the rights of the folder.';
  return new StatbankError('SB_ARCHIVE_WRITE', `Cannot write ${path} (${code}). ${remedy}`, {
    context: { path, reason: code },
    cause: error,
  });
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Creates a folder with its parents so that the folders themselves outlive a power cut. */
export async function ensureDirectory(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder)) {
    await syncDirectory(dirname(folder));
  }
}

/**
 * Writes a file so that a reader, or a crash at any moment, sees the whole file or none:
 * temporary file, fsync, rename, fsync of the folder. The temporary file lies in
 * `temporaryFolder`, which must be on the same file system.
 *
 * @throws StatbankError SB_ARCHIVE_WRITE
 */
export async function writeFileSafely(
  path: string,
  content: Uint8Array | string | Readable,
  temporaryFolder: string,
): Promise<void> {
  const temporary = join(temporaryFolder, randomUUID());
  try {
    await ensureDirectory(temporaryFolder);
    const file = await open(temporary, 'wx');
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await ensureDirectory(dirname(path));
    await rename(temporary, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    // The write's own error is the one to tell; a leftover is swept when the archive opens.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw archiveWriteError(path, error);
  }
}
