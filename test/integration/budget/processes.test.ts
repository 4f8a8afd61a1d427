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
