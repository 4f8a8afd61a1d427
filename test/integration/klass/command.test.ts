import { expect, it } from 'vitest';

import { EXIT } from '../../../src/errors/codes.ts';
import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { klassAt } from '../../support/klass.ts';
import { type Rehearsal, startRehearsal } from '../../support/rehearsal.ts';

async function rehearsal(catalogue: string): Promise<Rehearsal> {
  const services = await loadExampleServices('examples');
  const set = await startRehearsal({ catalogue, simulator: { services } });
  Object.assign(set.variables, { STATBANK_KLASS_URL: klassAt(set.simulator).baseUrl });
  return set;
}

it('statbank klass fetches what is named, lists what there is, and replays offline', async () => {
  const { call, json, simulator } = await rehearsal('tables:\n  - table: ssb:05803\n');
  const { stdout } = await call('klass', '131', '104', '--quiet');
  expect(stdout).toMatchInlineSnapshot(`
    "table      outcome    vintage  added  changed  withdrawn  unchanged
    klass:131  published        1     43        0          0          0
    klass:104  published        1     10        0          0          0

    2 tables, 2 published, 0 unchanged
    "
  `);
  const listed = await json('klass', '--list');
  expect(listed.facts.classifications.map(({ id }: { id: string }) => id)).toEqual([
    '2',
    '104',
    '128',
    '131',
  ]);
  const before = simulator.requests.length;
  const replayed = await json('klass', '--replay');
  expect(replayed.facts.tables.map((each: any) => [each.table, each.outcome])).toEqual([
    ['klass:104', 'unchanged'],
    ['klass:131', 'unchanged'],
  ]);
  expect(simulator.requests).toHaveLength(before);
  expect((await call('klass', '4711')).exitCode).toBe(EXIT.source);
});

it('a sync without names refreshes the classifications of the catalogue, and one bad one stops nothing', async () => {
  const { json, query } = await rehearsal(
    'tables:\n  - table: ssb:05803\nclassifications:\n  - 4711\n  - { classification: 131, correspondences: [128] }\n',
  );
  const { exitCode, facts } = await json('sync');
  expect(exitCode).toBe(EXIT.partial);
  expect(facts.tables.map((each: any) => [each.table, each.outcome])).toEqual([
    ['ssb:05803', 'published'],
    ['klass:4711', 'failed'],
    ['klass:131', 'published'],
  ]);
  expect(await query('select count(*)::int as pairs from mart.concept_correspondence')).toEqual([
    { pairs: 2 },
  ]);
  const named = await json('sync', '05803');
  expect(named.facts.tables).toHaveLength(1);
});

it('the schedule looks at the classifications of the catalogue each night, like at any table', async () => {
  const { call, json, query } = await rehearsal(
    'tables:\n  - table: ssb:05803\nclassifications:\n  - { classification: 131, correspondences: [128] }\n',
  );
  const { exitCode, facts } = await json('sync', '--due');
  expect(exitCode).toBe(EXIT.ok);
  expect(facts.tables.map((each: any) => [each.table, each.outcome])).toEqual(
    expect.arrayContaining([['klass:131', 'published']]),
  );
  const due = `select to_char(due_at at time zone 'Europe/Oslo', 'HH24:MI') as at, due_at > now() as later
    from ops.schedule where provider = 'klass'`;
  expect(await query(due)).toEqual([{ at: '04:20', later: true }]);
  expect((await json('sync', '--due')).facts.tables).toEqual([]);
  expect((await call('status')).exitCode).toBe(EXIT.ok);
});
