import { beforeAll, expect, test } from 'vitest';
import { rollbackTable } from '../../../src/pipeline/rollback.ts';
import { ACTIONS, STEPS } from '../../../src/pipeline/steps.ts';
import { withRun } from '../../../src/pipeline/with-run.ts';
import { type FaultSite, faultTable, TABLE } from '../../support/fault-site.ts';
import { type StepWatch, watchSteps } from '../../support/step-watch.ts';
import { openScenarios, scenarioOf } from '../scenarios.ts';

let site: FaultSite;
let watch: StepWatch;

beforeAll(async () => {
  site = await openScenarios();
  watch = watchSteps(await site.openWorkshop());
  const { workshop: on } = watch;
  for (const action of ['statistics', 'facts', 'restart-journal', 'order'] as const) {
    const { arrange, table } = await scenarioOf(site, `before-${action}`);
    await arrange(site);
    const outcome = action === 'order' ? 'unchanged' : 'published';
    expect(await site.sync(table, { on })).toMatchObject({ outcome });
  }
  expect(await site.sync(TABLE, { on })).toMatchObject({ outcome: 'unchanged' });
  const held = await scenarioOf(site, 'before-hold');
  await held.arrange(site);
  expect(await site.sync(held.table, { on, gates: {} })).toMatchObject({ outcome: 'held' });
  await withRun(on, 'rollback', async (runId) => [
    await rollbackTable(
      on,
      site.provider,
      runId,
      { provider: 'ssb', table: TABLE },
      1,
      { by: 'operator', reason: null },
      { changes: 0 },
    ),
  ]);
  site.simulator.add(faultTable('92001'));
  site.simulator.faults.next({ kind: 'data', table: '92001' }, { kind: 'contradicting-size' });
  expect(await site.sync('92001', { on })).toMatchObject({ outcome: 'quarantined' });
});

test('every step of the list is reached, and no other', () => {
  expect([...watch.reached].toSorted()).toEqual(STEPS.toSorted());
});

test('nothing is written to the database between steps', () => {
  expect(watch.strays).toEqual([]);
  expect(watch.writes()).toBeGreaterThan(100);
});

test('no action is listed twice', () => {
  expect(new Set(ACTIONS).size).toBe(ACTIONS.length);
});
