import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { StatbankError } from '../../errors/statbank-error.ts';
import { type Ending, formatEnding, parseEnding } from './ending.ts';
import { type FetchRecord, formatFetch, parseFetch, type ResponseRecord } from './fetch-record.ts';
import type { Purpose } from '../provider.ts';
import { archiveWriteError, writeFileSafely } from './safe-write.ts';

/** Writes down one fetch while it goes on. Every method has stored its fact when it resolves. */
export interface FetchRecorder {
  record(response: ResponseRecord): Promise<void>;
  /**
   * Marks all responses so far, or those of one purpose, as superseded: they are fetched
   * anew (torn read, new plan).
   */
  restart(purpose?: Purpose): Promise<void>;
  /** The set is whole. A fetch that is never completed is kept, but not replayed. */
  complete(): Promise<void>;
}

/** Which requests got which bytes, beside the archive: enough to rebuild all without a database. */
export interface Journal {
  begin(
    fetch: Pick<FetchRecord, 'taskId' | 'ref' | 'selection' | 'startedAt'>,
  ): Promise<FetchRecorder>;
  /** All fetches, oldest first. */
  listFetches(): AsyncGenerator<FetchRecord>;
  readFetch(taskId: string): Promise<FetchRecord>;
  /** Writes down what became of a fetch, or of one that was read again. */
  noteEnding(ending: Ending): Promise<void>;
  /** All endings, oldest tasks first. */
  listEndings(): AsyncGenerator<Ending>;
  /** Takes a fetch and its ending away for good; nothing happens where there is none. Its bytes stay. */
  remove(fetch: Pick<FetchRecord, 'taskId' | 'startedAt'>): Promise<void>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Documents of the journal are apart by what they tell. */
type Shelf = 'fetches' | 'endings';

/** `fetches/2026/11/23`, by the UTC day on which the task began. */
function dayFolder(shelf: Shelf, startedAt: string): string {
  return join(shelf, ...startedAt.slice(0, 10).split('-'));
}

async function sortedNames(path: string, pattern: RegExp): Promise<readonly string[]> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new StatbankError(
      'SB_ARCHIVE_MISSING',
      `Cannot read ${path} (${error.code ?? 'unknown'}). Check the rights of the archive folder.`,
      { context: { path }, cause: error },
    );
  });
  return names.filter((name) => pattern.test(name)).toSorted();
}

async function* dayFolders(directory: string, shelf: Shelf): AsyncGenerator<string> {
  const root = join(directory, shelf);
  for (const year of await sortedNames(root, /^\d{4}$/)) {
    for (const month of await sortedNames(join(root, year), /^\d{2}$/)) {
      for (const day of await sortedNames(join(root, year, month), /^\d{2}$/)) {
        yield join(root, year, month, day);
      }
    }
  }
}

async function readDocument<Document>(
  path: string,
  parse: (text: string) => Document,
): Promise<Document> {
  try {
    return parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new StatbankError(
      'SB_ARCHIVE_CORRUPT',
      `${path} is not a readable document of format 1. Restore the file from a copy of the archive; a newer program may be needed for a newer format.`,
      { context: { path }, cause: error },
    );
  }
}

/**
 * Opens the journal in an archive folder: one JSON document per fetch at
 * `fetches/YYYY/MM/DD/<taskId>.json`, written anew, whole, after each response, and one at
 * `endings/YYYY/MM/DD/<taskId>.json` where it came to something else than usual.
 */
export function openJournal(directory: string): Journal {
  const temporaryFolder = join(directory, 'tmp');

  const pathOf = (
    shelf: Shelf,
    { taskId, startedAt }: Pick<FetchRecord, 'taskId' | 'startedAt'>,
  ): string => join(directory, dayFolder(shelf, startedAt), `${taskId}.json`);

  async function begin(
    start: Pick<FetchRecord, 'taskId' | 'ref' | 'selection' | 'startedAt'>,
  ): Promise<FetchRecorder> {
    if (!UUID.test(start.taskId)) throw new TypeError(`${start.taskId} is not a task id`);
    const path = pathOf('fetches', start);
    let fetch: FetchRecord = { ...start, responses: [], complete: false };
    let turn: Promise<void> = Promise.resolve();
    // One write at a time, each on top of the one before: responses may come side by side.
    const save = async (change: (before: FetchRecord) => FetchRecord): Promise<void> => {
      const write = async (): Promise<void> => {
        const next = change(fetch);
        await writeFileSafely(path, formatFetch(next), temporaryFolder);
        fetch = next;
      };
      turn = turn.then(write, write);
      return turn;
    };
    await save((before) => before);
    return Object.freeze({
      record: async (response: ResponseRecord) =>
        save((before) => ({ ...before, responses: [...before.responses, response] })),
      restart: async (purpose?: Purpose) =>
        save((before) => ({
          ...before,
          responses: before.responses.map((response) =>
            purpose === undefined || response.purpose === purpose
              ? { ...response, superseded: true }
              : response,
          ),
        })),
      complete: async () => save((before) => ({ ...before, complete: true })),
    });
  }

  async function* list<Document extends Pick<FetchRecord, 'taskId' | 'startedAt'>>(
    shelf: Shelf,
    parse: (text: string) => Document,
  ): AsyncGenerator<Document> {
    for await (const folder of dayFolders(directory, shelf)) {
      const documents: Document[] = [];
      for (const name of await sortedNames(folder, /\.json$/)) {
        documents.push(await readDocument(join(folder, name), parse));
      }
      yield* documents.toSorted(
        (a, b) =>
          Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.taskId < b.taskId ? -1 : 1),
      );
    }
  }

  async function readFetch(taskId: string): Promise<FetchRecord> {
    for await (const folder of dayFolders(directory, 'fetches')) {
      const path = join(folder, `${taskId}.json`);
      // A look at one file costs the same on a day with ten thousand fetches.
      const here = await access(path).then(
        () => true,
        () => false,
      );
      if (here) return readDocument(path, parseFetch);
    }
    throw new StatbankError(
      'SB_ARCHIVE_MISSING',
      `The archive has no fetch ${taskId} under ${join(directory, 'fetches')}. Restore it from a copy of the archive.`,
      { context: { taskId } },
    );
  }

  async function remove(fetch: Pick<FetchRecord, 'taskId' | 'startedAt'>): Promise<void> {
    // First the fetch: without its ending it would count as published.
    for (const path of [pathOf('fetches', fetch), pathOf('endings', fetch)]) {
      await rm(path, { force: true }).catch((error: unknown) => {
        throw archiveWriteError(path, error);
      });
    }
  }

  return Object.freeze({
    begin,
    listFetches: () => list('fetches', parseFetch),
    readFetch,
    noteEnding: async (ending: Ending) =>
      writeFileSafely(pathOf('endings', ending), formatEnding(ending), temporaryFolder),
    listEndings: () => list('endings', parseEnding),
    remove,
  });
}
