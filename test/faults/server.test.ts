import { readFile } from 'node:fs/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type FaultSite, openFaultSite, TABLE } from '../support/fault-site.ts';
import { type OwnServer, startOwnServer } from '../support/own-server.ts';
import { expectInvariants, expectRecovered } from './invariants.ts';
import { newestVintage, nextPublication } from './scenarios.ts';

let own: OwnServer;
let site: FaultSite;

beforeAll(async () => {
  own = await startOwnServer();
  site = await openFaultSite({ database: own.database });
  expect(await site.run('sync', TABLE)).toMatchObject({ exitCode: 0 });
});

beforeEach(() => {
  site.simulator.publish(TABLE, nextPublication(site));
});

test.each([
  'after-begin-run',
  'after-record-request',
  'after-facts',
  'before-commit',
  'after-commit',
] as const)('a server that is shut down and started again at %s', async (step) => {
  const before = await newestVintage(site, TABLE);
  const { child, ended } = site.start(['sync', TABLE], {
    STATBANK_FAULTS: '1',
    STATBANK_CRASH_AT: `${step}:SIGSTOP`,
  });
  await stopped(child.pid);
  await own.stop();
  await own.start();
  child.kill('SIGCONT');
  await ended;
  expect(child.signalCode).toBeNull();
  await expectInvariants(site);
  expect(await site.run('sync', TABLE)).toMatchObject({ exitCode: 0 });
  expect(await newestVintage(site, TABLE)).toBe(before + 1);
  await expectRecovered(site);
});

test('a server that is down from the start', async () => {
  await own.stop();
  const { exitCode, stderr } = await site.run('sync', TABLE);
  expect([exitCode, stderr]).toEqual([5, expect.stringContaining('SB_DB_CONNECT')]);
  await own.start();
  expect(await site.run('sync', TABLE)).toMatchObject({ exitCode: 0 });
  await expectRecovered(site);
});

/** Waits until the process has stopped itself. */
async function stopped(pid: number | undefined): Promise<void> {
  await expect
    .poll(async () => /^State:\s+T/m.test(await readFile(`/proc/${pid}/status`, 'utf8')), {
      timeout: 60_000,
    })
    .toBe(true);
}
