import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import { type FaultSite, TABLE } from '../../support/fault-site.ts';
import { expectRecovered } from '../invariants.ts';
import { killAndRecover } from '../kills.ts';
import { firstLoad, newestVintage, nextPublication, openScenarios } from '../scenarios.ts';

let site: FaultSite;

beforeAll(async () => {
  site = await openScenarios();
});

test('kill -9 between two chunks of COPY loses and tears nothing', async () => {
  await killAndRecover(site, 'before-facts:3', firstLoad(site));
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
