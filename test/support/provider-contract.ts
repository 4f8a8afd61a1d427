import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';

import { StatbankError } from '../../src/errors/statbank-error.ts';
import {
  formatFetch,
  parseFetch,
  type ResponseRecord,
} from '../../src/extract/archive/fetch-record.ts';
import { loadResponse } from '../../src/extract/archive/replay.ts';
import type {
  Exchange,
  FetchPlan,
  Provider,
  SourceLimits,
  SourceResponse,
  TableSelection,
} from '../../src/extract/provider.ts';
import { cubesOfDocuments, describeTable } from '../../src/extract/read-table.ts';
import type { Cube } from '../../src/transform/cube.ts';
import { createCubeHasher } from '../../src/transform/cube-hash.ts';
import type { Selection, TableDescription } from '../../src/transform/table.ts';

/** A provider with a source that answers it: a simulator, or recorded bytes. */
export interface ContractSubject {
  readonly provider: Provider;
  readonly exchange: Exchange;
  /** Small enough to be read some twenty times, with a missing figure if the source knows any. */
  readonly table: string;
  /** Parts of the table; the whole of it is always tried. */
  readonly selections?: readonly TableSelection[];
  /** False where one answer is always the whole table. */
  readonly splits: boolean;
}

/** A number no test table reaches in cells or values. */
const PLENTY: SourceLimits = { maxCells: 1e9, calls: 1, windowSeconds: 1 };

/** Stands in bodies where a source might name staff or repeat a credential. */
const SECRET = 'secret-8c1f4e2a';

interface Described {
  readonly described: readonly SourceResponse[];
  readonly description: TableDescription;
}

interface Fetched extends Described {
  readonly plan: FetchPlan;
  readonly data: readonly SourceResponse[];
  readonly cubes: readonly Cube[];
}

async function describeOf(
  { provider, table, exchange }: ContractSubject,
  selection: TableSelection,
): Promise<Described> {
  const described = await provider.fetchDescription(table, selection, exchange);
  return { described, description: await describeTable(provider, table, described) };
}

async function readAll(
  provider: Provider,
  description: TableDescription,
  described: readonly SourceResponse[],
  data: readonly SourceResponse[],
): Promise<readonly Cube[]> {
  const cubes = data.map((response) => provider.toCube(response, description));
  if (data.length === 0) {
    for await (const cube of cubesOfDocuments(provider, description, described)) cubes.push(cube);
  }
  return cubes;
}

async function fetchAll(
  subject: ContractSubject,
  selection: TableSelection = {},
  limits: SourceLimits = PLENTY,
): Promise<Fetched> {
  const { provider, exchange } = subject;
  const { described, description } = await describeOf(subject, selection);
  const plan = provider.plan(description, described, selection, limits);
  const data: SourceResponse[] = [];
  for (const { request, selection: asked } of plan.requests) {
    data.push(await exchange(request, 'data', asked));
  }
  const cubes = await readAll(provider, description, described, data);
  return { described, description, plan, data, cubes };
}

function hashOf(cubes: readonly Cube[]): string {
  const hasher = createCubeHasher();
  for (const cube of cubes) hasher.add(cube);
  return Buffer.from(hasher.digest()).toString('hex');
}

function cellsOf(selection: Selection): readonly string[] {
  return [...selection].reduce<readonly string[]>(
    (prefixes, [variable, codes]) =>
      prefixes.flatMap((prefix) => codes.map((code) => `${prefix}|${variable}=${code}`)),
    [''],
  );
}

function selectionOf(plan: FetchPlan): Selection {
  return new Map(
    plan.frame.dimensions.map(({ code, categories }) => [
      code,
      categories.map((category) => category.code),
    ]),
  );
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What a source or something in front of it may send in place of an answer. */
const FOREIGN: readonly (readonly [string, (answer: SourceResponse) => Partial<SourceResponse>])[] =
  [
    ['status 500', () => ({ status: 500, bytes: Buffer.from(SECRET) })],
    ['status 404', () => ({ status: 404, bytes: Buffer.from(`{"title":"${SECRET}"}`) })],
    ['status 400', () => ({ status: 400, bytes: Buffer.from(`{"error":"${SECRET}"}`) })],
    ['status 403', () => ({ status: 403, bytes: Buffer.from(`<html>${SECRET}</html>`) })],
    ['status 304', () => ({ status: 304, bytes: new Uint8Array() })],
    ['a page with status 200', () => ({ bytes: Buffer.from(`<!doctype html>${SECRET}`) })],
    ['nothing with status 200', () => ({ bytes: new Uint8Array() })],
    [
      'half of its bytes',
      ({ bytes }) => ({ bytes: bytes.subarray(0, Math.floor(bytes.byteLength / 2)) }),
    ],
    ['other JSON', () => ({ bytes: Buffer.from(`{"contact":"${SECRET}"}`) })],
  ];

/**
 * What every provider must do, whatever it reads. `start` is called in each test, with a source
 * that gives the same answers each time.
 */
export function providerContract(name: string, start: () => Promise<ContractSubject>): void {
  describe(`${name} keeps the contract of providers`, () => {
    test('it describes a table whose variables, values and measures fit together', async () => {
      const subject = await start();
      const { description } = await describeOf(subject, {});
      expect(description.ref).toEqual({ provider: subject.provider.id, table: subject.table });
      expect(description.titleNo).not.toBe('');
      for (const frame of [description.frame, description.english ?? description.frame]) {
        const codes = frame.dimensions.map(({ code }) => code);
        expect(new Set(codes).size).toBe(codes.length);
        for (const { categories } of frame.dimensions) {
          const values = categories.map(({ code }) => code);
          expect(new Set(values).size).toBe(values.length);
        }
        const metric = frame.dimensions.filter(({ role }) => role === 'metric');
        expect(metric.length).toBeLessThanOrEqual(1);
        expect(frame.dimensions.filter(({ role }) => role === 'time').length).toBeLessThanOrEqual(
          1,
        );
        if (metric[0] === undefined) expect(frame.measures).toHaveLength(1);
        else {
          expect(frame.measures.map(({ code }) => code)).toEqual(
            metric[0].categories.map(({ code }) => code),
          );
        }
      }
    });

    test('it reads the same from the same bytes, and leaves them as they are', async () => {
      const subject = await start();
      const { described, description, data, cubes } = await fetchAll(subject);
      expect(await describeTable(subject.provider, subject.table, described)).toEqual(description);
      const again = await readAll(subject.provider, description, described, data);
      expect(again).toEqual(cubes);
      for (const { bytes, sha256: hash } of [...described, ...data]) {
        expect(sha256(bytes)).toBe(hash);
      }
    });

    test('its plan asks for every selected cell once, within the limits, in the same way each time', async () => {
      const subject = await start();
      const { provider } = subject;
      for (const selection of [{}, ...(subject.selections ?? [])]) {
        const { described, description } = await describeOf(subject, selection);
        const whole = provider.plan(description, described, selection, PLENTY);
        const steps = subject.splits ? [1, 2, 3, 7] : [1];
        for (const parts of steps) {
          const maxCells = Math.max(1, Math.ceil(whole.cells / parts));
          const limits = { ...PLENTY, maxCells };
          const plan = provider.plan(description, described, selection, limits);
          expect(provider.plan(description, described, selection, limits)).toEqual(plan);
          expect(plan.frame).toEqual(whole.frame);
          if (plan.requests.length === 0) continue;
          for (const { cells, selection: asked } of plan.requests) {
            if (subject.splits) expect(cells).toBeLessThanOrEqual(maxCells);
            expect(cellsOf(asked)).toHaveLength(cells);
          }
          const asked = plan.requests.flatMap((each) => cellsOf(each.selection));
          expect(asked.toSorted()).toEqual([...cellsOf(selectionOf(plan))].toSorted());
          expect(plan.cells).toBe(asked.length);
        }
      }
    });

    test('it gives the same figures in parts as whole, each with a place in the plan', async () => {
      const subject = await start();
      for (const selection of [{}, ...(subject.selections ?? [])]) {
        const whole = await fetchAll(subject, selection);
        const known = selectionOf(whole.plan);
        for (const { dimensions, measures } of whole.cubes) {
          expect(dimensions.map(({ code }) => code)).toEqual([...known.keys()]);
          for (const { code, categories } of dimensions) {
            expect(known.get(code)).toEqual(
              expect.arrayContaining(categories.map((category) => category.code)),
            );
          }
          expect(whole.plan.frame.measures.map(({ code }) => code)).toEqual(
            expect.arrayContaining(measures.map(({ code }) => code)),
          );
        }
        if (!subject.splits) continue;
        const maxCells = Math.max(1, Math.ceil(whole.plan.cells / 3));
        const parts = await fetchAll(subject, selection, { ...PLENTY, maxCells });
        if (whole.plan.cells > 1) expect(parts.cubes.length).toBeGreaterThan(1);
        expect(hashOf(parts.cubes)).toBe(hashOf(whole.cubes));
      }
    });

    test('it refuses whatever else may come, with a code and without the text of the body', async () => {
      const subject = await start();
      const { described, description, data } = await fetchAll(subject);
      for (const [what, change] of FOREIGN) {
        const changed = (response: SourceResponse): SourceResponse => {
          const foreign = { ...response, ...change(response) };
          return { ...foreign, sha256: sha256(foreign.bytes) };
        };
        const readDocuments = async () => {
          const foreign = described.map(changed);
          const told = await describeTable(subject.provider, subject.table, foreign);
          return readAll(subject.provider, told, foreign, []);
        };
        const read = async () =>
          data.length === 0
            ? readDocuments()
            : readAll(subject.provider, description, described, data.slice(0, 1).map(changed));
        const error: unknown = await read().then(
          () => null,
          (thrown: unknown) => thrown,
        );
        const { message, context } =
          error instanceof StatbankError ? error : { message: '', context: {} };
        expect({
          what,
          refused: error instanceof StatbankError,
          leaks: JSON.stringify([message, context]).includes(SECRET),
          isSentence: message.endsWith('.'),
        }).toEqual({ what, refused: true, leaks: false, isSentence: true });
      }
    });

    test('it refuses an answer that lacks a value that was asked for, or has one that was not', async () => {
      const subject = await start();
      const { description, data, plan } = await fetchAll(subject);
      const [answer] = data;
      if (answer === undefined) return;
      const asked = answer.selection ?? new Map<string, readonly string[]>();
      const [variable, codes] = [...asked].find(([, each]) => each.length > 1) ?? [];
      if (variable === undefined || codes === undefined) throw new Error('The table is too small.');
      const narrower = new Map(asked).set(variable, codes.slice(1));
      const wider = new Map(asked).set(variable, [...codes, 'not-there']);
      if (subject.splits) {
        expect(() =>
          subject.provider.toCube({ ...answer, selection: narrower }, description),
        ).toThrow(StatbankError);
      }
      expect(() => subject.provider.toCube({ ...answer, selection: wider }, description)).toThrow(
        StatbankError,
      );
      expect(plan.requests.length).toBeGreaterThan(0);
    });

    test('it refuses a selection that names what the table does not have', async () => {
      const subject = await start();
      const { described, description } = await describeOf(subject, {});
      const ask = (selection: TableSelection) => () =>
        subject.provider.plan(description, described, selection, PLENTY);
      expect(ask({ 'no-such-variable': { values: ['*'] } })).toThrow(
        expect.objectContaining({ code: 'SB_SOURCE_SELECTION' }) as Error,
      );
      const [first] = description.frame.dimensions;
      expect(ask({ [first?.code ?? '']: { values: ['no-such-value'] } })).toThrow(
        expect.objectContaining({ code: 'SB_SOURCE_SELECTION' }) as Error,
      );
    });

    test('it reads the archived fetch as it read the fresh one', async () => {
      const subject = await start();
      for (const selection of [{}, ...(subject.selections ?? [])]) {
        const { described, description, data, cubes } = await fetchAll(subject, selection);
        const objects = new Map([...described, ...data].map((each) => [each.sha256, each.bytes]));
        const records = [...described, ...data].map(({ bytes, ...record }): ResponseRecord => ({
          ...record,
          byteLength: bytes.byteLength,
          undecodable: null,
          superseded: false,
        }));
        const journal = parseFetch(
          formatFetch({
            taskId: '7b0d2a52-0a57-4a0c-9d55-1f6a8a1f4c11',
            ref: description.ref,
            selection,
            startedAt: '2026-11-25T08:00:00.000Z',
            responses: records,
            complete: true,
          }),
        );
        const archive = {
          get: async (hash: string) => objects.get(hash) ?? Promise.reject(new Error(hash)),
        };
        const replayed: SourceResponse[] = [];
        for (const record of journal.responses) replayed.push(await loadResponse(archive, record));
        const first = replayed.filter(({ purpose }) => purpose !== 'data');
        const rest = replayed.filter(({ purpose }) => purpose === 'data');
        const told = await describeTable(subject.provider, subject.table, first);
        expect(told).toEqual(description);
        expect(hashOf(await readAll(subject.provider, told, first, rest))).toBe(hashOf(cubes));
      }
    });

    test('it tells a table that does not exist from one that does', async () => {
      const subject = await start();
      await expect(describeOf({ ...subject, table: 'nosuchtable99' }, {})).rejects.toBeInstanceOf(
        StatbankError,
      );
    });
  });
}
