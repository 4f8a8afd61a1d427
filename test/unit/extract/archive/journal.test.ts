import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Ending } from '../../../../src/extract/archive/ending.ts';
import {
  type FetchRecord,
  formatFetch,
  parseFetch,
  type ResponseRecord,
} from '../../../../src/extract/archive/fetch-record.ts';
import { type Journal, openJournal } from '../../../../src/extract/archive/journal.ts';
import { openArchive } from '../../../../src/extract/archive/object-store.ts';
import { loadResponses, usedResponses } from '../../../../src/extract/archive/replay.ts';

const response = (extra: Partial<ResponseRecord> = {}): ResponseRecord => ({
  purpose: 'data',
  request: { method: 'POST', url: 'https://data.ssb.no/x?lang=no', body: '{}' },
  status: 200,
  headers: { date: 'Mon, 23 Nov 2026 08:00:00 GMT' },
  requestedAt: '2026-11-23T08:00:00.000Z',
  respondedAt: '2026-11-23T08:00:01.000Z',
  sha256: 'a'.repeat(64),
  byteLength: 1,
  selection: new Map([
    ['Region', ['0301', '1103']],
    ['2', ['1']],
    ['1', ['10', '9']],
  ]),
  undecodable: null,
  superseded: false,
  ...extra,
});

const start = (startedAt: string, taskId: string = randomUUID()) => ({
  taskId,
  ref: { provider: 'ssb', table: '07459' },
  selection: { Tid: { values: ['top(5)'] }, Region: { values: ['*'], codelist: 'agg_KommSummer' } },
  startedAt,
});

let folder: string;
let journal: Journal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statbank-journal-'));
  journal = openJournal(folder);
});

afterEach(async () => rm(folder, { recursive: true }));

async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function allFetches(): Promise<readonly FetchRecord[]> {
  return collect(journal.listFetches());
}

describe('the journal', () => {
  test('has each response written down before the next one is fetched', async () => {
    const facts = start('2026-11-23T08:00:00.000Z');
    const recorder = await journal.begin(facts);
    expect(await journal.readFetch(facts.taskId)).toEqual({
      ...facts,
      responses: [],
      complete: false,
    });
    await recorder.record(response());
    expect((await journal.readFetch(facts.taskId)).responses).toEqual([response()]);
    await recorder.complete();
    expect((await journal.readFetch(facts.taskId)).complete).toBe(true);
  });

  test('lies by the UTC day on which the fetch began', async () => {
    const facts = start('2026-11-23T23:30:00.000Z');
    await journal.begin(facts);
    const file = join(folder, 'fetches', '2026', '11', '23', `${facts.taskId}.json`);
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 1 });
    expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  });

  test('lists fetches oldest first', async () => {
    const moments = [
      '2026-02-01T00:00:00.000Z',
      '2025-12-31T23:59:59.000Z',
      '2026-01-31T12:00:00.000Z',
      '2026-01-31T08:00:00.500Z',
      '2026-01-31T08:00:00.000Z',
    ];
    for (const moment of moments) await journal.begin(start(moment));
    expect((await allFetches()).map(({ startedAt }) => startedAt)).toEqual(moments.toSorted());
  });

  test('lists nothing of an archive that has fetched nothing', async () => {
    expect(await allFetches()).toEqual([]);
  });

  test('names the file that cannot be read', async () => {
    const facts = start('2026-11-23T08:00:00.000Z');
    await journal.begin(facts);
    const file = join(folder, 'fetches', '2026', '11', '23', `${facts.taskId}.json`);
    for (const text of ['{', '{"format":2}', '']) {
      await writeFile(file, text);
      await expect(journal.readFetch(facts.taskId)).rejects.toMatchObject({
        code: 'SB_ARCHIVE_CORRUPT',
        context: { path: file },
      });
    }
  });

  test('says that a fetch is missing', async () => {
    await expect(journal.readFetch(randomUUID())).rejects.toMatchObject({
      code: 'SB_ARCHIVE_MISSING',
    });
  });

  test('takes no path for a task id', async () => {
    await expect(journal.begin(start('2026-11-23T08:00:00.000Z', '../x'))).rejects.toThrow(
      TypeError,
    );
  });

  test('tells used responses from refused, broken and superseded ones', async () => {
    const facts = start('2026-11-23T08:00:00.000Z');
    const recorder = await journal.begin(facts);
    await recorder.record(response({ purpose: 'entry' }));
    await recorder.restart();
    await recorder.record(response({ status: 503 }));
    await recorder.record(response({ undecodable: 'gzip: unexpected end of file' }));
    await recorder.record(response({ status: 301 }));
    await recorder.record(response({ purpose: 'metadata:no' }));
    await recorder.record(response());
    await recorder.complete();
    const fetch = await journal.readFetch(facts.taskId);
    expect(usedResponses(fetch).map(({ purpose }) => purpose)).toEqual(['metadata:no', 'data']);
    expect(fetch.responses).toHaveLength(6);
  });

  test('supersedes the responses of one purpose alone when only they are fetched anew', async () => {
    const facts = start('2026-11-23T08:00:00.000Z');
    const recorder = await journal.begin(facts);
    await recorder.record(response({ purpose: 'entry' }));
    await recorder.record(response());
    await recorder.restart('data');
    const fetch = await journal.readFetch(facts.taskId);
    expect(usedResponses(fetch).map(({ purpose }) => purpose)).toEqual(['entry']);
  });

  test('loses none of the responses that come side by side', async () => {
    const facts = start('2026-11-23T08:00:00.000Z');
    const recorder = await journal.begin(facts);
    const statuses = Array.from({ length: 20 }, (_, at) => 200 + at);
    await Promise.all(statuses.map(async (status) => recorder.record(response({ status }))));
    const { responses } = await journal.readFetch(facts.taskId);
    expect(responses.map(({ status }) => status)).toEqual(statuses);
  });

  test('does not take a folder that cannot be read for an empty one', async () => {
    await writeFile(join(folder, 'fetches'), 'not a folder');
    await expect(allFetches()).rejects.toMatchObject({ code: 'SB_ARCHIVE_MISSING' });
  });

  test('lists what became of fetches in the order in which their tasks began', async () => {
    const ending = (startedAt: string, outcome: Ending['outcome']): Ending => ({
      taskId: randomUUID(),
      fetchedBy: randomUUID(),
      ref: { provider: 'ssb', table: '07459' },
      startedAt,
      outcome,
      committedAt: outcome === 'published' ? '2026-11-24T08:00:00.123456Z' : null,
    });
    const late = ending('2026-11-24T08:00:00.000Z', 'published');
    const early = ending('2026-11-23T08:00:00.000Z', 'held');
    await journal.noteEnding(late);
    await journal.noteEnding(early);
    expect(await collect(journal.listEndings())).toEqual([early, late]);
    await journal.remove(early);
    expect(await collect(journal.listEndings())).toEqual([late]);
  });

  test('and the archive give back each response as it came', async () => {
    const archive = await openArchive(folder, new Date());
    const first = await archive.put(Buffer.from('first'));
    const second = await archive.put(Buffer.from('second'));
    const records = [response({ sha256: first.sha256 }), response({ sha256: second.sha256 })];
    const loaded = await collect(loadResponses(archive, records));
    expect(loaded.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['first', 'second']);
    expect(loaded[0]).not.toHaveProperty('superseded');
    expect(loaded[0]?.selection).toEqual(response().selection);
  });
});

describe('a document of the journal', () => {
  test('reads back as it was written, the order of codes that look like numbers included', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    const selections = fc
      .array(fc.tuple(fc.oneof(text, fc.nat().map(String)), fc.array(text)), { maxLength: 4 })
      .map((pairs) => new Map(pairs));
    const fetches = fc.record({
      taskId: fc.uuid({ version: 4 }),
      ref: fc.record({ provider: text, table: text }),
      selection: fc.dictionary(
        fc.stringMatching(/^[a-zæøå]{1,9}$/),
        fc.oneof(
          fc.record({ values: fc.array(text) }),
          fc.record({ values: fc.array(text), codelist: text }),
        ),
      ),
      startedAt: fc.constant('2026-11-23T08:00:00.000Z'),
      complete: fc.boolean(),
      responses: fc.array(
        fc.record({
          purpose: fc.constantFrom('entry', 'data', 'document', 'metadata:no', 'codelist:en:agg_å'),
          status: fc.integer({ min: 100, max: 599 }),
          selection: fc.option(selections),
          undecodable: fc.option(text),
          superseded: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fetches, (generated) => {
        const fetch: FetchRecord = {
          ...generated,
          responses: generated.responses.map((facts) => response(facts as Partial<ResponseRecord>)),
        };
        const read = parseFetch(formatFetch(fetch));
        expect(formatFetch(read)).toBe(formatFetch(fetch));
        expect(read).toEqual(fetch);
      }),
    );
  });
});
