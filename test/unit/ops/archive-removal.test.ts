import { rm } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { openJournal } from '../../../src/extract/archive/journal.ts';
import { type Archive, openArchive } from '../../../src/extract/archive/object-store.ts';
import { throwawayFolder } from '../../support/throwaway-folder.ts';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map(async (folder) => rm(folder, { recursive: true })));
});

async function folder(): Promise<string> {
  const made = await throwawayFolder('statbank-removal-');
  folders.push(made);
  return made;
}

async function listed(archive: Archive): Promise<readonly string[]> {
  const hashes: string[] = [];
  for await (const { sha256 } of archive.list()) hashes.push(sha256);
  return hashes.toSorted();
}

test('an archive lists what it holds, and what is removed is gone from it', async () => {
  const archive = await openArchive(await folder(), new Date());
  const first = await archive.put(Buffer.from('first'));
  const second = await archive.put(Buffer.from('second'));
  expect(await listed(archive)).toEqual([first.sha256, second.sha256].toSorted());
  await archive.remove(first.sha256);
  await archive.remove(first.sha256);
  expect(await listed(archive)).toEqual([second.sha256]);
  await expect(archive.get(first.sha256)).rejects.toMatchObject({ code: 'SB_ARCHIVE_MISSING' });
  await archive.put(Buffer.from('first'));
  expect(await listed(archive)).toHaveLength(2);
});

test('a journal forgets one fetch and keeps the others', async () => {
  const journal = openJournal(await folder());
  const ids = [crypto.randomUUID(), crypto.randomUUID()] as const;
  const start = { ref: { provider: 'ssb', table: '07459' }, selection: {} };
  for (const taskId of ids) {
    await journal.begin({ ...start, taskId, startedAt: '2026-10-05T20:00:00Z' });
  }
  const forgotten = { taskId: ids[0], startedAt: '2026-10-05T20:00:00Z' };
  await journal.remove(forgotten);
  await journal.remove(forgotten);
  const left: string[] = [];
  for await (const { taskId } of journal.listFetches()) left.push(taskId);
  expect(left).toEqual([ids[1]]);
});
