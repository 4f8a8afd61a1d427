import { expect, test } from 'vitest';
import { busiestWindow } from '../../../src/simulator/request-log.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

const CALLS = 8;
const WINDOW_SECONDS = 2;

test('no window holds more calls than the source allows, whoever makes them', async () => {
  const { run, simulator, query } = await startRehearsal({
    catalogue: `providers:
  ssb: { kind: pxweb2, calls: ${CALLS}, window_seconds: ${WINDOW_SECONDS} }
tables:
  - table: ssb:05803
  - table: ssb:03024
  - table: ssb:10611
`,
    simulator: { limits: { calls: null }, latencyMs: 40 },
  });
  const outcomes = await Promise.all([
    run('sync', '--due'),
    run('sync', '--due'),
    run('sync', '07459'),
    run('describe', '05803'),
  ]);
  expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  expect(simulator.requests.length).toBeGreaterThan(2 * CALLS);
  expect(busiestWindow(simulator.requests, WINDOW_SECONDS)).toBeLessThanOrEqual(CALLS);
  expect(await query('select count(*)::int from star.dim_vintage')).toEqual([{ count: 4 }]);
});

test('a plan tells what the calls take and how long the queue is', async () => {
  const { call, json, simulator } = await startRehearsal();
  await call('migrate');
  const { facts } = await json('plan', '07459');
  expect(facts.forecast).toEqual({ calls: 4, queueSeconds: 0, seconds: expect.any(Number) });
  const { stdout } = await call('plan', '07459');
  expect(stdout).toMatch(/^ssb:07459: 4 calls, \d+ s; no queue$/m);
  expect(simulator.requests.some(({ kind }) => kind === 'data')).toBe(false);
});

test('a question shares the budget of a database that is there, and needs none', async () => {
  const { call, query } = await startRehearsal();
  await call('describe', '05803');
  const counted = await query('select count(*)::int as calls from ops.call');
  expect(counted).toEqual([{ calls: 3 }]);
  const gone = await call('describe', '05803', '--database-url', 'postgres://127.0.0.1:9/none');
  expect([gone.exitCode, gone.stderr]).toEqual([0, expect.stringContaining('shared call budget')]);
});
