import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHttpClient } from '../../../src/extract/http/client.ts';
import { pxWebAgency } from '../../../src/extract/pxweb2/agency.ts';
import { createPxWeb2Provider } from '../../../src/extract/pxweb2/provider.ts';
import type { Fault } from '../../../src/simulator/faults/fault.ts';
import { type FaultSite, openFaultSite, TABLE } from '../../support/fault-site.ts';
import { startServer } from '../../support/http-server.ts';
import { expectInvariants, expectRecovered } from '../invariants.ts';
import { nextPublication } from '../scenarios.ts';

let site: FaultSite;

beforeAll(async () => {
  site = await openFaultSite();
  expect(await site.sync()).toMatchObject({ outcome: 'published' });
});

beforeEach(() => {
  site.simulator.publish(TABLE, nextPublication(site));
});

/** A fault of one answer in the middle of a fetch, which a second try gets past. */
const PASSING: Readonly<Record<string, Fault>> = {
  'a 429 that says nothing': { kind: 'status', status: 429 },
  'a 429 with seconds': {
    kind: 'status',
    status: 429,
    retryAfter: { seconds: 2, form: 'seconds' },
  },
  'a 429 with a date': { kind: 'status', status: 429, retryAfter: { seconds: 2, form: 'date' } },
  'a 503 at eight o’clock': { kind: 'status', status: 503, body: 'html' },
  'a body in drops': { kind: 'slow', pieceBytes: 400, pauseMs: 5 },
  'gzip without its end': { kind: 'truncated-gzip' },
  'a connection that is cut': { kind: 'cut', afterBytes: 700 },
  'a wrong length': { kind: 'wrong-length', difference: 50 },
};

describe('once in the middle of a fetch', () => {
  test.each(Object.entries(PASSING))('%s delays the publication and no more', async (_, fault) => {
    site.simulator.faults.next({ kind: 'data', after: 1 }, fault);
    expect(await site.sync()).toMatchObject({ outcome: 'published', error: null });
    await expectRecovered(site);
  });
});

describe('for the whole night', () => {
  test.each(Object.entries(PASSING).filter(([name]) => name !== 'a body in drops'))(
    '%s leaves the earlier vintage, and the next night publishes',
    async (_, fault) => {
      site.simulator.faults.always({ kind: 'data', after: 1 }, fault);
      const report = await site.sync();
      expect(report.error).not.toBeNull();
      expect(['failed', 'quarantined']).toContain(report.outcome);
      await expectInvariants(site);
      site.simulator.faults.clear();
      expect(await site.sync()).toMatchObject({ outcome: 'published', error: null });
      await expectRecovered(site);
    },
  );
});

const WRONG: Readonly<Record<string, Fault>> = {
  'a page with status 200': { kind: 'html-with-200' },
  'a number that is none': { kind: 'figure', text: 'NaN' },
  'a number beyond all numbers': { kind: 'figure', text: '1e400' },
  'the values twice': { kind: 'duplicate-key' },
  'a size that contradicts the values': { kind: 'contradicting-size' },
};

test.each(Object.entries(WRONG))('%s is quarantined with its bytes', async (_, fault) => {
  site.simulator.faults.next({ kind: 'data', after: 2 }, fault);
  expect(await site.sync()).toMatchObject({ outcome: 'quarantined' });
  const [finding] = await site.rows(
    `select encode(f.sha256, 'hex') as sha256 from ops.finding f
     where f.sha256 is not null order by f.finding_id desc limit 1`,
  );
  expect(await site.workshop.archive.has(String(finding?.['sha256']))).toBe(true);
  await expectInvariants(site);
  expect(await site.sync()).toMatchObject({ outcome: 'published' });
  await expectRecovered(site);
});

test('a table that is withdrawn keeps its facts', async () => {
  const table = site.simulator.tables.get(TABLE);
  site.simulator.publish(TABLE, { changes: [{ change: 'withdraw' }] });
  const report = await site.sync();
  expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_SOURCE_NO_SUCH_TABLE' } });
  await expectInvariants(site);
  if (table !== undefined) site.simulator.add(table);
  expect(await site.sync()).toMatchObject({ outcome: 'published' });
  await expectRecovered(site);
});

test('a limit on cells that shrinks during a fetch is planned for anew', async () => {
  const tight = { ...site.source, limits: { ...site.source.limits, maxCells: 200 } };
  expect(await site.sync(TABLE, { from: tight })).toMatchObject({ outcome: 'published' });
  await expectRecovered(site);
});

describe('a source that cannot be reached', () => {
  const unreachable = async (baseUrl: string) => {
    const http = createHttpClient({ userAgent: 'statbank-etl/test', idleTimeoutMs: 1_000 });
    const provider = createPxWeb2Provider(pxWebAgency('ssb', { baseUrl }));
    const report = await site.sync(TABLE, { from: { ...site.source, http, provider } });
    http.close();
    return report;
  };

  test('because its name is not known leaves everything as it is', async () => {
    const report = await unreachable('http://statbank.invalid/api');
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SB_HTTP_NETWORK' } });
    await expectInvariants(site);
  });

  test('because it does not speak TLS leaves everything as it is', async () => {
    const plain = await startServer((_, response) => response.end('hello'));
    const report = await unreachable(plain.url.replace('http:', 'https:'));
    await plain.close();
    expect(report.outcome).toBe('failed');
    expect(['SB_HTTP_TLS', 'SB_HTTP_NETWORK']).toContain(report.error?.code);
    await expectInvariants(site);
  });
});
