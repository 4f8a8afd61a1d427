import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPxWeb2Provider } from '../../../src/extract/pxweb2/provider.ts';
import {
  type EvidenceReader,
  evidenceReader,
} from '../../../src/pipeline/evidence/evidence-reader.ts';
import { evidenceWords } from '../../../src/lineage/evidence/evidence-words.ts';
import { syncTable } from '../../../src/pipeline/sync.ts';
import { withRun } from '../../../src/pipeline/with-run.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { agencyOf } from '../../support/extraction.ts';
import { correctOneCell } from '../../support/rehearsal.ts';
import { exampleTables } from '../../support/simulator.ts';
import { openTestWorkshop, type TestWorkshop } from '../../support/workshop.ts';

/** Tables with symbols, several measures, quarters and many regions. */
const TABLES = ['03013', '05803', '07221', '08655', '11124', '13760'];
const POPULATION = { provider: 'ssb', table: '07459' };
const CORRECTED = codesOf('Region=0 Kjonn=1 Alder=000 Tid=2025');

let simulator: Simulator;
let workshop: TestWorkshop;
let between = '';

beforeAll(async () => {
  const tables = await exampleTables();
  simulator = await startSimulator({ tables, limits: { calls: null } });
  workshop = await openTestWorkshop();
  await workshop.sync(simulator, ...TABLES);
  await inSmallParts('07459');
  between = new Date().toISOString();
  correctOneCell(simulator, 27_000);
  await inSmallParts('07459');
});

afterAll(async () => simulator.close());

/** So that a table comes in many responses. */
async function inSmallParts(table: string): Promise<void> {
  const source = workshop.source(simulator);
  const target = { ref: { provider: 'ssb', table }, selection: {} };
  const limits = { ...source.limits, maxCells: 900 };
  await withRun(workshop, 'sync', async (runId) => [
    await syncTable(
      workshop,
      { ...source, limits },
      runId,
      target,
      { dryRun: false, changes: 0 },
      () => undefined,
    ),
  ]);
}

function codesOf(text: string): ReadonlyMap<string, string> {
  return new Map(text.split(' ').map((pair) => pair.split('=') as [string, string]));
}

function reader(): EvidenceReader {
  return evidenceReader(workshop, () => createPxWeb2Provider(agencyOf(simulator)));
}

describe('the evidence of a cell', () => {
  test('leads from the number to its place in the bytes of the response', async () => {
    const found = await reader().explain(POPULATION, CORRECTED);
    expect(found).toMatchObject({
      table: 'ssb:07459',
      vintage: 2,
      standing: 2,
      state: { value: '27000', symbol: '', from: 2, to: null },
      origin: { vintage: 2, kind: 'sync', command: 'sync', programVersion: '0.0.0-test' },
      request: { method: 'POST', status: 200 },
      proven: true,
    });
    const document = JSON.parse(
      Buffer.from(await workshop.archive.get(found.request.sha256)).toString(),
    );
    expect(found.place.pointer).toBe(`/value/${found.place.index}`);
    expect(document.value[found.place.index]).toBe(27_000);
    expect(document.value).toHaveLength(found.place.cells);
    const data = await workshop.rows(
      `select from raw.request where task_id = $1 and purpose = 'data'`,
      [found.origin.taskId],
    );
    expect(data.length).toBeGreaterThan(3);
  });

  test.each([
    ['a vintage', () => ({ kind: 'vintage', vintage: 1 }) as const],
    ['a moment', () => ({ kind: 'as-of', moment: between }) as const],
  ])('of %s is what stood then, proven by the bytes of then', async (_, choice) => {
    const found = await reader().explain(POPULATION, CORRECTED, choice());
    expect(found).toMatchObject({
      vintage: 1,
      standing: 2,
      state: { value: '27962', from: 1, to: 2 },
      place: { value: 27_962 },
      proven: true,
    });
  });

  test('that did not change names the vintage that brought it', async () => {
    const other = codesOf('Region=0 Kjonn=2 Alder=000 Tid=2025');
    const found = await reader().explain(POPULATION, other);
    expect(found).toMatchObject({ vintage: 2, state: { from: 1, to: null }, proven: true });
  });

  test.each(TABLES)('is proven for cells all over %s, symbols included', async (table) => {
    const cells = await workshop.rows(
      `with numbered as (
        select f.series_key, f.time_key, f.status_key,
          row_number() over (partition by f.status_key order by f.series_key, f.time_key) as nth
        from star.fact_observation f join star.dim_dataset d using (bucket, dataset_key)
        where d.table_id = $1)
      select star.codes_of(series_key, time_key) as codes from numbered where nth in (1, 2, 7, 50)`,
      [table],
    );
    expect(cells.length).toBeGreaterThan(0);
    const evidence = reader();
    for (const { codes } of cells) {
      const named = new Map(Object.entries(codes as Record<string, string>));
      const found = await evidence.explain({ provider: 'ssb', table }, named);
      expect([found.proven, ...found.checks]).toEqual([
        true,
        ...found.checks.map(({ check }) => ({ check, ok: true })),
      ]);
    }
  });

  test('is told in Norwegian and in English', async () => {
    const found = await reader().explain(POPULATION, CORRECTED);
    const no = evidenceWords(found, 'no');
    expect(no.headline).toBe('27 000 personer');
    expect(no.steps.map(({ title }) => title)).toEqual([
      'Tallet',
      'Utgaven',
      'Innlastingen',
      'Forespørselen',
      'Svaret',
      'Plassen',
    ]);
    expect(no.steps.at(-1)?.lines.at(-1)).toBe('der står det 27 000');
    expect(no.verdict).toContain('det samme som i databasen');
    const en = evidenceWords(found, 'en');
    expect(en.headline).toBe('27,000 persons');
    expect(en.subject).toContain('the whole country');
  });
});

describe('a cell that cannot be explained', () => {
  test.each([
    ['Region=0 Kjonn=1 Alder=000 Tid=1999', 'no value 1999 of the variable Tid'],
    ['Region=0 Kjønn=1', 'no variable Kjønn; it has Region, Kjonn, Alder, ContentsCode, Tid'],
    ['Region=0 Alder=000', 'several cells Region=0 Alder=000. Name a code of Kjonn, '],
  ])('%s is refused, and the message helps', async (codes, message) => {
    await expect(reader().explain(POPULATION, codesOf(codes))).rejects.toMatchObject({
      code: 'SB_EVIDENCE_CELL',
      message: expect.stringContaining(message),
    });
  });

  test('a table that was never published is refused', async () => {
    const ref = { provider: 'ssb', table: '99999' };
    await expect(reader().explain(ref, new Map())).rejects.toMatchObject({
      code: 'SB_EVIDENCE_CELL',
    });
  });
});

describe('a chain that was tampered with', () => {
  const table = { provider: 'ssb', table: '13760' };

  async function anyCell(): Promise<ReadonlyMap<string, string>> {
    const [row] = await workshop.rows(
      `select star.codes_of(f.series_key, f.time_key) as codes
       from star.fact_observation f join star.dim_dataset d using (bucket, dataset_key)
       where d.table_id = '13760' and f.value > 0 order by f.series_key, f.time_key limit 1`,
    );
    return new Map(Object.entries(row?.['codes'] as Record<string, string>));
  }

  test('is not proven if the number was changed in the database', async () => {
    const cell = await anyCell();
    const change = (by: string) =>
      workshop.rows(`update star.fact_observation f set value = value ${by}
        from star.dim_dataset d where d.table_id = '13760' and f.dataset_key = d.dataset_key`);
    await change('+ 0.1');
    const found = await reader().explain(table, cell);
    await change('- 0.1');
    expect(found.proven).toBe(false);
    expect(found.checks).toContainEqual({ check: 'value-equal', ok: false });
    expect(evidenceWords(found, 'no').verdict).toContain('Kjeden holder ikke');
  });

  test('is not proven if the request was changed in the database', async () => {
    const cell = await anyCell();
    const { request } = await reader().explain(table, cell);
    await workshop.rows('update raw.request set url = $2 where request_id = $1', [
      request.requestId,
      'https://example.org/',
    ]);
    const found = await reader().explain(table, cell);
    expect(found.checks).toContainEqual({ check: 'request-recorded', ok: false });
    await workshop.rows('update raw.request set url = $2 where request_id = $1', [
      request.requestId,
      request.url,
    ]);
  });

  test('is refused if the bytes were changed in the archive', async () => {
    const cell = await anyCell();
    const { object } = await reader().explain(table, cell);
    await writeFile(join(workshop.archive.directory, object), 'rot');
    await expect(reader().explain(table, cell)).rejects.toMatchObject({
      code: 'SB_ARCHIVE_CORRUPT',
    });
  });
});
