import { beforeEach, expect, test } from 'vitest';
import { planAudit } from '../../../src/pipeline/audit.ts';
import { saveAudited } from '../../../src/lineage/table-looks.ts';
import { type Night, startNight } from '../../support/night.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

const TABLES = ['05803', '07459', '03024'];
const targets = TABLES.map((table) => ({ ref: { provider: 'ssb', table }, selection: {} }));

let night: Night;

beforeEach(async () => {
  night = await startNight(await openTestWorkshop());
  for (const table of TABLES) {
    await night.sync(table);
    night.clock.advance(1000);
  }
});

async function chosen(calls: number): Promise<readonly string[]> {
  const plan = await planAudit(night.workshop.db, targets, calls);
  return plan.chosen.map(({ ref }) => ref.table);
}

const oneCell = (value: number, updated: string | null) => ({
  updated,
  changes: [
    {
      change: 'cell' as const,
      at: { Region: '0', Kjonn: '1', Alder: '000', ContentsCode: 'Personer1', Tid: '2025' },
      value,
    },
  ],
});

test('the calls last for so many tables, the longest unquestioned first', async () => {
  expect(await chosen(8)).toEqual(['05803', '07459']);
  expect(await chosen(11)).toEqual(['05803', '07459']);
  expect(await chosen(12)).toEqual(TABLES);
});

test('what was audited goes to the end of the rotation', async () => {
  night.clock.advance(1000);
  await saveAudited(night.workshop.db, { provider: 'ssb', table: '05803' }, night.clock.now());
  expect(await chosen(8)).toEqual(['07459', '03024']);
});

test('a table that alone takes more than all calls is told of, and stops no other', async () => {
  await night.workshop.rows(
    `update ops.table_look set fetched_calls = 46 where table_id = '05803'`,
  );
  const plan = await planAudit(night.workshop.db, targets, 8);
  expect(plan.tooLarge).toEqual([{ table: 'ssb:05803', calls: 46 }]);
  expect(plan.chosen.map(({ ref }) => ref.table)).toEqual(['07459', '03024']);
});

test('a table that seems changed is no matter for an audit', async () => {
  await night.workshop.rows(
    `update ops.table_look set listed_updated = now() where table_id = '07459'`,
  );
  expect(await chosen(12)).toEqual(['05803', '03024']);
});

test('figures that changed under the same stamp are published, and a finding names the stamp', async () => {
  const stamp = night.simulator.tables.get('07459')?.updated ?? null;
  night.simulator.publish('07459', oneCell(27_001, stamp));
  const report = await night.sync('07459');
  expect(report).toMatchObject({ outcome: 'published', vintage: 2, changed: 1 });
  expect(report.findings).toMatchObject([{ code: 'SOURCE_SILENT_CHANGE', severity: 'warning' }]);
  expect(report.findings[0]?.message).toContain(new Date(stamp ?? '').toISOString());
  const kept = await night.workshop.rows(
    `select code from ops.finding where code = 'SOURCE_SILENT_CHANGE'`,
  );
  expect(kept).toHaveLength(1);
});

test('figures that changed under a new stamp are no silent change', async () => {
  night.simulator.publish('07459', oneCell(27_001, night.clock.now().toISOString()));
  expect(await night.sync('07459')).toMatchObject({ outcome: 'published', findings: [] });
});

test('a new stamp over the same figures is neither a vintage nor a finding', async () => {
  night.simulator.publish('07459', { changes: [] });
  expect(await night.sync('07459')).toMatchObject({ outcome: 'unchanged', findings: [] });
});
