import { expect, test } from 'vitest';
import { EXIT } from '../../../src/errors/codes.ts';
import { correctOneCell, startRehearsal } from '../../support/rehearsal.ts';

const CATALOGUE = 'tables:\n  - table: ssb:05803\n  - table: ssb:07459\n';

const cell = (value: number, updated: string | null) => ({
  updated,
  changes: [
    {
      change: 'cell' as const,
      at: { Region: '0', Kjonn: '1', Alder: '000', ContentsCode: 'Personer1', Tid: '2025' },
      value,
    },
  ],
});

test('sync without names fetches what changed, and everything with --all', async () => {
  const { json, simulator } = await startRehearsal({ catalogue: CATALOGUE });
  expect((await json('sync')).facts.tables).toHaveLength(2);
  const requests = simulator.requests.length;
  expect(await json('sync')).toEqual({
    exitCode: EXIT.ok,
    facts: { dryRun: false, tables: [] },
  });
  expect(simulator.requests.slice(requests).map(({ kind }) => kind)).toEqual(['config', 'tables']);
  correctOneCell(simulator, 27_000);
  expect((await json('sync')).facts.tables).toMatchObject([
    { table: 'ssb:07459', outcome: 'published', vintage: 2 },
  ]);
  expect((await json('sync', '--all')).facts.tables).toMatchObject([
    { table: 'ssb:05803', outcome: 'unchanged' },
    { table: 'ssb:07459', outcome: 'unchanged' },
  ]);
});

test('sync of a named table asks for it, changed or not', async () => {
  const { json } = await startRehearsal();
  await json('sync');
  expect((await json('sync', '05803')).facts.tables).toMatchObject([{ outcome: 'unchanged' }]);
});

test('a table that failed is fetched again the next night', async () => {
  const { json, simulator } = await startRehearsal({ catalogue: CATALOGUE });
  await json('sync');
  correctOneCell(simulator, 27_000);
  simulator.faults.next({ kind: 'data', table: '07459' }, { kind: 'html-with-200' });
  expect((await json('sync')).facts.tables).toMatchObject([{ outcome: 'quarantined' }]);
  expect((await json('sync')).facts.tables).toMatchObject([{ outcome: 'published', vintage: 2 }]);
});

test('everything is fetched when the catalogue cannot be read', async () => {
  const { json, simulator } = await startRehearsal({ catalogue: CATALOGUE });
  await json('sync');
  simulator.faults.next({ kind: 'tables' }, { kind: 'status', status: 403 });
  expect((await json('sync')).facts.tables).toHaveLength(2);
});

test('an audit publishes a silent change and tells of it, within its calls', async () => {
  const { json, run, simulator } = await startRehearsal({ catalogue: CATALOGUE });
  await json('sync');
  const stamp = simulator.tables.get('07459')?.updated ?? null;
  simulator.publish('07459', cell(27_001, stamp));
  const first = await json('audit', '--calls', '4');
  expect(first.facts.tables).toMatchObject([{ table: 'ssb:05803', outcome: 'unchanged' }]);
  const second = await json('audit', '--calls', '4');
  expect(second).toMatchObject({
    exitCode: EXIT.ok,
    facts: {
      tables: [
        {
          table: 'ssb:07459',
          outcome: 'published',
          vintage: 2,
          changed: 1,
          findings: [{ code: 'SOURCE_SILENT_CHANGE' }],
        },
      ],
    },
  });
  const { stdout } = await run('audit', '--calls', '1');
  expect(stdout).toBe(
    'Nothing fits into 1 calls: ssb:05803 takes 4, ssb:07459 takes 4. Give more with --calls.\n',
  );
});
