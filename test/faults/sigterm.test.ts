import { beforeAll, expect, test } from 'vitest';
import { STEPS } from '../../src/pipeline/steps.ts';
import type { FaultSite } from '../support/fault-site.ts';
import { expectInvariants, expectRecovered, expectRunsEnded } from './invariants.ts';
import { newestVintage, openScenarios, scenarioOf } from './scenarios.ts';

let site: FaultSite;

beforeAll(async () => {
  site = await openScenarios();
});

test.each(STEPS)('SIGTERM at %s ends the run in order', async (step) => {
  const { arrange, words, table, vintages, exitCode } = await scenarioOf(site, step);
  const before = await newestVintage(site, table);
  await arrange(site);
  const { child, ended } = site.start(words, {
    STATBANK_FAULTS: '1',
    STATBANK_CRASH_AT: `${step}:SIGTERM`,
  });
  const stopped = await ended;
  expect(child.signalCode).toBeNull();
  expect([0, 130, exitCode]).toContain(stopped.exitCode);
  await expectInvariants(site);
  await expectRunsEnded(site);
  site.simulator.faults.clear();
  expect((await site.run(...words)).exitCode).toBe(exitCode);
  expect(await newestVintage(site, table)).toBe(before + vintages);
  await expectRecovered(site);
});
