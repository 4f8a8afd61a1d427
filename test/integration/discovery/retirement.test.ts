import { beforeEach, expect, test } from 'vitest';
import { readLooks, type TableLook } from '../../../src/lineage/table-looks.ts';
import { tableStatus } from '../../../src/pipeline/status.ts';
import type { TableReport } from '../../../src/pipeline/table-report.ts';
import type { SimulatedTable } from '../../../src/simulator/table/model.ts';
import { type Night, startNight } from '../../support/night.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;

let night: Night;
let table: SimulatedTable;

beforeEach(async () => {
  night = await startNight(await openTestWorkshop());
  const found = night.simulator.tables.get('05803');
  if (found === undefined) throw new Error('The examples have table 05803.');
  table = found;
  await night.sync('05803');
});

const withdraw = (): void =>
  night.simulator.publish('05803', { changes: [{ change: 'withdraw' }] });

const codesOf = ({ findings }: TableReport): readonly string[] => findings.map(({ code }) => code);

async function known(): Promise<TableLook> {
  const look = (await readLooks(night.workshop.db, 'ssb', ['05803'])).get('05803');
  if (look === undefined) throw new Error('The table is known.');
  return look;
}

async function facts(): Promise<unknown> {
  const [row] = await night.workshop.rows('select count(*)::int as n from star.fact_observation');
  return row?.['n'];
}

test('one day of 404 retires nothing, however often it is asked', async () => {
  withdraw();
  for (let hour = 0; hour < 1; hour += 0.25) {
    const report = await night.sync('05803');
    expect(report.error?.code).toBe('SB_SOURCE_NO_SUCH_TABLE');
    expect(codesOf(report)).toEqual(['SOURCE_ABSENT']);
    night.clock.advance(HOUR / 4);
  }
  expect(await known()).toMatchObject({ absentDays: 1, retiredAt: null });
});

test('a day changes at midnight in Oslo, not in UTC', async () => {
  withdraw();
  night.clock.set('2026-10-05T21:59:00Z');
  await night.sync('05803');
  night.clock.set('2026-10-05T22:01:00Z');
  await night.sync('05803');
  expect(await known()).toMatchObject({ absentDays: 2 });
});

test('the third day retires the table as removed, and every fact stays', async () => {
  const before = await facts();
  withdraw();
  await night.sync('05803');
  night.clock.advance(DAY);
  await night.sync('05803');
  night.clock.advance(DAY);
  const report = await night.sync('05803');
  expect(codesOf(report)).toEqual(['SOURCE_RETIRED']);
  expect(await known()).toMatchObject({ retiredAs: 'removed', successor: null });
  expect(await facts()).toBe(before);
});

test('a table with the same title and variables under another number replaces it', async () => {
  withdraw();
  night.simulator.add({ ...table, id: '19803' });
  for (let day = 0; day < 3; day += 1) {
    await night.sync('05803');
    night.clock.advance(DAY);
  }
  expect(await known()).toMatchObject({ retiredAs: 'replaced', successor: '19803' });
  expect(await tableStatus(night.workshop.db)).toMatchObject([
    { table: 'ssb:05803', retiredAs: 'replaced', successor: '19803' },
  ]);
});

test('a table with the same title and other variables replaces nothing, nor do two that fit', async () => {
  withdraw();
  night.simulator.add({ ...table, id: '19801', variables: table.variables.slice(1) });
  night.simulator.add({ ...table, id: '19802' });
  night.simulator.add({ ...table, id: '19803' });
  for (let day = 0; day < 3; day += 1) {
    await night.sync('05803');
    night.clock.advance(DAY);
  }
  expect(await known()).toMatchObject({ retiredAs: 'removed', successor: null });
});

test('an answer in between starts the count anew', async () => {
  withdraw();
  await night.sync('05803');
  night.clock.advance(DAY);
  await night.sync('05803');
  night.simulator.add(table);
  expect(await night.sync('05803')).toMatchObject({ error: null });
  expect(await known()).toMatchObject({ absentDays: 0, absentAt: null });
});

test('404 of the metadata never counts: the entry knows the table', async () => {
  night.simulator.faults.always(
    { kind: 'metadata' },
    { kind: 'status', status: 404, body: 'json' },
  );
  for (let day = 0; day < 4; day += 1) {
    night.clock.advance(DAY);
    const report = await night.sync('05803');
    expect(report.outcome).toBe('failed');
    expect(codesOf(report)).not.toContain('SOURCE_ABSENT');
  }
  expect(await known()).toMatchObject({ absentDays: 0, retiredAt: null });
});

test('a table that never was is a wrong number, not a retired table', async () => {
  for (let day = 0; day < 4; day += 1) {
    night.clock.advance(DAY);
    const report = await night.sync('99999');
    expect(codesOf(report)).toEqual(['SB_SOURCE_NO_SUCH_TABLE']);
  }
  expect((await readLooks(night.workshop.db, 'ssb')).has('99999')).toBe(false);
});

test('a retired table that answers again comes back, and says so', async () => {
  withdraw();
  for (let day = 0; day < 3; day += 1) {
    await night.sync('05803');
    night.clock.advance(DAY);
  }
  night.simulator.add(table);
  const report = await night.sync('05803');
  expect(report).toMatchObject({ outcome: 'unchanged', vintage: 1 });
  expect(codesOf(report)).toEqual(['SOURCE_BACK']);
  expect(await known()).toMatchObject({ retiredAt: null, retiredAs: null, absentDays: 0 });
});

test('a discontinued table is told of once, with its successor, and is not retired', async () => {
  night.simulator.add({ ...table, id: '19803' });
  night.simulator.publish('05803', { changes: [{ change: 'discontinue' }] });
  const report = await night.sync('05803');
  expect(codesOf(report)).toContain('SOURCE_DISCONTINUED');
  expect(await known()).toMatchObject({
    discontinued: true,
    successor: '19803',
    retiredAt: null,
  });
  expect(codesOf(await night.sync('05803'))).toEqual([]);
});
