import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import { STEPS } from '../../../src/pipeline/steps.ts';
import { type FaultSite, TABLE } from '../../support/fault-site.ts';
import { expectInvariants, expectRecovered } from '../invariants.ts';
import {
  firstLoad,
  newestVintage,
  nextPublication,
  openScenarios,
  type Scenario,
  scenarioOf,
} from '../scenarios.ts';

let site: FaultSite;

beforeAll(async () => {
  site = await openScenarios();
});

test.each(STEPS)('kill -9 at %s loses and tears nothing', async (step) => {
  await killAndRecover(step, await scenarioOf(site, step));
});

test('kill -9 between two chunks of COPY loses and tears nothing', async () => {
  await killAndRecover('before-facts:3', firstLoad(site));
});

test('a process that is frozen before its commit holds up the next one for a while, and publishes nothing when it wakes', async () => {
  const before = await newestVintage(site, TABLE);
  site.simulator.publish(TABLE, nextPublication(site));
  const name = new URL(site.database.url).pathname.slice(1);
  // Two minutes where nothing stricter is set.
  await site.rows(`alter database ${name} set idle_in_transaction_session_timeout = '2s'`);
  const { child, ended } = site.start(['sync', TABLE], {
    STATBANK_FAULTS: '1',
    STATBANK_CRASH_AT: 'before-commit:SIGSTOP',
    STATBANK_LEASE_SECONDS: '1',
  });
  await vi.waitFor(
    async () => {
      expect(await readFile(`/proc/${child.pid}/stat`, 'utf8')).toMatch(/^\d+ \(.*\) T /);
    },
    { timeout: 60_000, interval: 50 },
  );
  expect((await site.run('sync', TABLE)).exitCode).toBe(0);
  child.kill('SIGCONT');
  expect((await ended).exitCode).not.toBe(0);
  await site.rows(`alter database ${name} reset idle_in_transaction_session_timeout`);
  expect(await newestVintage(site, TABLE)).toBe(before + 1);
  await expectRecovered(site);
});

/** Kills the command of a scenario at a step, and runs it again. */
async function killAndRecover(step: string, scenario: Scenario): Promise<void> {
  const { arrange, words, table, vintages, exitCode } = scenario;
  const before = await newestVintage(site, table);
  await arrange(site);
  const { child, ended } = site.start(words, { STATBANK_FAULTS: '1', STATBANK_CRASH_AT: step });
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  await expectInvariants(site);
  site.simulator.faults.clear();
  expect((await site.run(...words)).exitCode).toBe(exitCode);
  expect(await newestVintage(site, table)).toBe(before + vintages);
  await expectRecovered(site);
}
