import { describe, expect, test } from 'vitest';

import { failureAction } from '../../../src/extract/failure-action.ts';
import { createPxWeb2Provider } from '../../../src/extract/pxweb2/provider.ts';
import type { Fault, FaultMatch } from '../../../src/simulator/faults/fault.ts';
import { agencyOf, fetchTable, startExtraction } from '../../support/extraction.ts';
import { exampleSimulator } from '../../support/simulator.ts';

const DATA: FaultMatch = { kind: 'data' };

describe('a table that cannot be had', () => {
  test('is unknown to the source', async () => {
    const simulator = await exampleSimulator();
    const gone = fetchTable(simulator, await startExtraction('13006'), '13006');
    await expect(gone).rejects.toMatchObject({ code: 'SB_SOURCE_NO_SUCH_TABLE' });
  });

  test('is withdrawn between metadata and data', async () => {
    const simulator = await exampleSimulator();
    const withdraw = { changes: [{ change: 'withdraw' as const }] };
    simulator.faults.next(DATA, { kind: 'publish', table: '03024', revision: withdraw });
    const gone = fetchTable(simulator, await startExtraction('03024'), '03024');
    await expect(gone).rejects.toMatchObject({ code: 'SB_SOURCE_NO_SUCH_TABLE' });
  });

  test('has an id that would lead elsewhere', async () => {
    const simulator = await exampleSimulator();
    for (const id of ['../config', '..', 'a/b', '', '07459?x']) {
      const strange = fetchTable(simulator, await startExtraction('x'), id);
      await expect(strange).rejects.toMatchObject({ code: 'SB_SOURCE_NO_SUCH_TABLE' });
    }
    expect(simulator.requests).toEqual([]);
  });

  test('asks for a new plan when the server allows fewer cells than planned', async () => {
    const simulator = await exampleSimulator({ limits: { maxCells: 100, calls: null } });
    const error: unknown = await fetchTable(
      simulator,
      await startExtraction('07459'),
      '07459',
    ).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: 'SB_SOURCE_TOO_MANY_CELLS' });
    expect(failureAction(error)).toBe('replan');
    const planned = await fetchTable(simulator, await startExtraction('07459'), '07459', {}, 100);
    expect(planned.cells).toBe(2 * 106 * 20);
  });

  test('changes its variables between metadata and data', async () => {
    const simulator = await exampleSimulator();
    const revision = {
      changes: [
        { change: 'rename-variable' as const, variable: 'VareGrupper2', to: 'VareGrupper3' },
      ],
    };
    simulator.faults.next(DATA, { kind: 'publish', table: '03024', revision });
    const changed = fetchTable(simulator, await startExtraction('03024'), '03024');
    await expect(changed).rejects.toMatchObject({ code: 'SB_SOURCE_SELECTION' });
  });
});

describe('a spoilt answer', () => {
  const drop = (member: RegExp, by: string) => (body: string) => body.replace(member, by);
  test.each<[string, Fault, string]>([
    ['an HTML page with status 200', { kind: 'html-with-200' }, 'SB_SOURCE_RESPONSE'],
    ['NaN', { kind: 'figure', text: 'NaN' }, 'SB_JSON_SYNTAX'],
    ['1e400', { kind: 'figure', text: '1e400' }, 'SB_CUBE_INVALID'],
    ['a key twice', { kind: 'duplicate-key' }, 'SB_JSON_DUPLICATE_KEY'],
    ['sizes that contradict values', { kind: 'contradicting-size' }, 'SB_CUBE_INVALID'],
    [
      'another table',
      { kind: 'body', replace: drop(/"tableid":"03024"/, '"tableid":"03025"') },
      'SB_SOURCE_RESPONSE',
    ],
    [
      'another value',
      { kind: 'body', replace: (body) => body.replaceAll('2025U07', '2026U07') },
      'SB_SOURCE_RESPONSE',
    ],
    [
      'another variable',
      { kind: 'body', replace: (body) => body.replaceAll('VareGrupper2', 'VareGrupper9') },
      'SB_SOURCE_RESPONSE',
    ],
    ['nothing at all', { kind: 'body', replace: () => '' }, 'SB_SOURCE_RESPONSE'],
    [
      'half of its JSON',
      { kind: 'body', replace: (body) => body.slice(0, body.length / 2) },
      'SB_JSON_SYNTAX',
    ],
  ])('with %s is refused, and its bytes are kept', async (_, fault, code) => {
    const simulator = await exampleSimulator();
    simulator.faults.always(DATA, fault);
    const extraction = await startExtraction('03024');
    await expect(fetchTable(simulator, extraction, '03024')).rejects.toMatchObject({ code });
    const { responses } = await extraction.journal.readFetch(extraction.taskId);
    const last = responses.at(-1);
    expect(last?.purpose).toBe('data');
    expect(await extraction.archive.has(last?.sha256 ?? '')).toBe(true);
  });

  test.each<[string, Fault]>([
    [
      '429 with seconds',
      { kind: 'status', status: 429, retryAfter: { seconds: 9, form: 'seconds' } },
    ],
    ['429 with a date', { kind: 'status', status: 429, retryAfter: { seconds: 9, form: 'date' } }],
    ['429 without a word', { kind: 'status', status: 429 }],
    ['500 without a body', { kind: 'status', status: 500 }],
    ['502 with a page', { kind: 'status', status: 502, body: 'html' }],
    ['503', { kind: 'status', status: 503, body: 'json' }],
    ['404 with a page', { kind: 'status', status: 404, body: 'html' }],
    ['a gzip stream cut short', { kind: 'truncated-gzip' }],
    ['a connection cut mid-body', { kind: 'cut', afterBytes: 200 }],
    ['a length that is too long', { kind: 'wrong-length', difference: 10 }],
    ['no answer', { kind: 'hang' }],
  ])('that passes by itself is asked for again: %s', async (_, fault) => {
    const simulator = await exampleSimulator();
    simulator.faults.next(DATA, fault);
    const extraction = await startExtraction('03024');
    const { cubes } = await fetchTable(simulator, extraction, '03024');
    expect(cubes[0]?.cellCount).toBe(2 * 2 * 48);
    expect(extraction.retries).toHaveLength(1);
  });

  test('in slow pieces is put together', async () => {
    const simulator = await exampleSimulator();
    simulator.faults.next(DATA, { kind: 'slow', pieceBytes: 2_000, pauseMs: 1 });
    const extraction = await startExtraction('03024');
    expect((await fetchTable(simulator, extraction, '03024')).cubes).toHaveLength(1);
    expect(extraction.retries).toEqual([]);
  });

  test('never brings the names and addresses of staff into the journal', async () => {
    const simulator = await exampleSimulator();
    const contact = '"contact":[{"name":"Kari Nordmann","mail":"kari@statbank.example","raw":"x"}]';
    simulator.faults.always({}, { kind: 'body', replace: drop(/"contact":\[[^\]]*\]/, contact) });
    const extraction = await startExtraction('03024');
    const { cubes, described } = await fetchTable(simulator, extraction, '03024');
    const bytes = Buffer.concat(described.map((response) => response.bytes)).toString();
    expect(bytes).toContain('Kari Nordmann');
    const description = createPxWeb2Provider(agencyOf(simulator)).describe('03024', described);
    const fetched = await extraction.journal.readFetch(extraction.taskId);
    expect(JSON.stringify([cubes, description, fetched])).not.toMatch(/Kari|kari@/);
  });
});
