import { beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../src/pipeline/steps.ts';
import type { FaultSite } from '../support/fault-site.ts';
import { expectInvariants, expectRecovered } from './invariants.ts';
import { newestVintage, openScenarios, type Scenario, scenarioOf } from './scenarios.ts';

/** What is asserted reads every vintage again: a site is left before it has too many. */
const STEPS_A_SITE = 20;

/** Kills the program at each of these steps, and lets it recover. */
export function testKills(steps: readonly Step[]): void {
  for (let first = 0; first < steps.length; first += STEPS_A_SITE) {
    describe(`from step ${first + 1} on`, () => {
      let site: FaultSite;

      beforeAll(async () => {
        site = await openScenarios();
      });

      test.each(steps.slice(first, first + STEPS_A_SITE))(
        'kill -9 at %s loses and tears nothing',
        async (step) => killAndRecover(site, step, await scenarioOf(site, step)),
      );
    });
  }
}

/** Kills the command of a scenario at a step, and runs it again. */
export async function killAndRecover(
  site: FaultSite,
  step: string,
  { arrange, words, table, vintages, exitCode }: Scenario,
): Promise<void> {
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
