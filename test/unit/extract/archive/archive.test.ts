import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  type Archive,
  openArchive,
  sha256Hex,
} from '../../../../src/extract/archive/object-store.ts';
import { archiveWriteError } from '../../../../src/extract/archive/safe-write.ts';

const NOW = new Date('2026-11-23T08:00:00Z');
const BYTES = Buffer.from('{"label":"Folkemengde, blåbær"}');
const HASH = sha256Hex(BYTES);

let folder: string;
let archive: Archive;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statbank-archive-'));
  archive = await openArchive(join(folder, 'archive'), NOW);
});

afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true });
});

const objectPath = (hash: string): string =>
  join(folder, 'archive', 'objects', hash.slice(0, 2), `${hash.slice(2)}.gz`);

describe('the archive', () => {
  test('gives back any bytes that were put in, under their SHA-256', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
        const { sha256, byteLength } = await archive.put(bytes);
        expect(sha256).toBe(sha256Hex(bytes));
        expect(byteLength).toBe(bytes.length);
        expect(Buffer.from(await archive.get(sha256)).equals(bytes)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('stores the same bytes once, however often and at once they come', async () => {
    const stored = await Promise.all(Array.from({ length: 5 }, async () => archive.put(BYTES)));
    expect(new Set(stored.map(({ sha256 }) => sha256))).toEqual(new Set([HASH]));
    expect(await readdir(join(folder, 'archive', 'objects', HASH.slice(0, 2)))).toHaveLength(1);
    expect(await archive.put(BYTES)).toEqual(stored[0]);
  });

  test('is readable with gzip alone', async () => {
    await archive.put(BYTES);
    expect(gunzipSync(await readFile(objectPath(HASH))).equals(BYTES)).toBe(true);
  });

  test('knows what it has', async () => {
    expect(await archive.has(HASH)).toBe(false);
    await archive.put(BYTES);
    expect(await archive.has(HASH)).toBe(true);
  });

  test('leaves no temporary file behind', async () => {
    await archive.put(BYTES);
    expect(await readdir(join(folder, 'archive', 'tmp'))).toEqual([]);
  });

  test.each([
    ['other bytes in proper gzip', async (path: string, other: Buffer) => writeFile(path, other)],
    [
      'a file cut short',
      async (path: string) => writeFile(path, (await readFile(path)).subarray(0, 20)),
    ],
    ['an empty file', async (path: string) => writeFile(path, '')],
  ])('refuses to give %s, naming the file', async (_, damage) => {
    const other = await archive.put(Buffer.from('other'));
    await archive.put(BYTES);
    await damage(objectPath(HASH), await readFile(objectPath(other.sha256)));
    await expect(archive.get(HASH)).rejects.toMatchObject({
      code: 'SB_ARCHIVE_CORRUPT',
      message: expect.stringContaining(objectPath(HASH)) as string,
    });
  });

  test('says which file is missing', async () => {
    await expect(archive.get(HASH)).rejects.toMatchObject({
      code: 'SB_ARCHIVE_MISSING',
      context: { path: objectPath(HASH) },
    });
  });

  test.each(['../../etc/passwd', HASH.toUpperCase(), ''])(
    'takes no %j for a hash',
    async (name) => {
      await expect(archive.get(name)).rejects.toMatchObject({ code: 'SB_ARCHIVE_MISSING' });
    },
  );

  test('sweeps what a crash left behind when it opens, after a day', async () => {
    const tmp = join(folder, 'archive', 'tmp');
    await mkdir(tmp, { recursive: true });
    for (const [name, hours] of [
      ['old', 25],
      ['young', 23],
    ] as const) {
      await writeFile(join(tmp, name), 'half');
      const moment = new Date(NOW.getTime() - hours * 3_600_000);
      await utimes(join(tmp, name), moment, moment);
    }
    await openArchive(join(folder, 'archive'), NOW);
    expect(await readdir(tmp)).toEqual(['young']);
  });

  test('says what to do when a file stands in the way, and leaves nothing half written', async () => {
    const shelf = join(folder, 'archive', 'objects', HASH.slice(0, 2));
    await writeFile(shelf, 'in the way');
    await expect(archive.put(BYTES)).rejects.toMatchObject({
      code: 'SB_ARCHIVE_WRITE',
      message: expect.stringMatching(/A file stands where a folder should be/) as string,
    });
    expect(await readdir(join(folder, 'archive', 'tmp'))).toEqual([]);
    expect(await archive.has(HASH)).toBe(false);
  });

  test('cannot be opened where its folder cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(openArchive(join(folder, 'file', 'archive'), NOW)).rejects.toMatchObject({
      code: 'SB_ARCHIVE_WRITE',
    });
  });

  test.each([
    ['ENOSPC', /disk is full/],
    ['EDQUOT', /quota/],
    ['EACCES', /give this user the right/],
    ['EROFS', /read only/],
    ['EIO', /Look at the disk/],
  ])('has advice for %s', (code, advice) => {
    const cause = Object.assign(new Error(code), { code });
    expect(archiveWriteError('/archive/x', cause)).toMatchObject({
      code: 'SB_ARCHIVE_WRITE',
      message: expect.stringMatching(advice) as string,
    });
  });
});
