import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { virtualClock } from '../../../src/simulator/clock.ts';
import { createRateWindow } from '../../../src/simulator/rate-window.ts';
import { busiestWindow } from '../../../src/simulator/request-log.ts';
import { ask, exampleSimulator } from '../../support/simulator.ts';

const limited = async (retryAfter: 'none' | 'seconds' | 'date') => {
  const clock = virtualClock('2026-10-05T06:00:00Z');
  const limits = { calls: 2, windowSeconds: 60, retryAfter };
  return { clock, simulator: await exampleSimulator({ clock, limits }) };
};

describe('the call limit', () => {
  test('counts all endpoints in one bucket and tells what is left', async () => {
    const { simulator } = await limited('none');
    const answers = [
      await ask(simulator, '/config'),
      await ask(simulator, '/tables/99999'),
      await ask(simulator, '/config'),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([200, 404, 429]);
    expect(answers.map((answer) => answer.headers.get('x-ratelimit-remaining'))).toEqual([
      '1',
      '0',
      '0',
    ]);
    expect(Object.fromEntries(answers[0]!.headers)).toMatchObject({
      'x-ratelimit-limit': '2',
      'x-ratelimit-policy': '2;w=60s',
      'x-ratelimit-resource': 'SB_API_1MIN',
      'access-control-allow-origin': '*',
    });
  });

  test.each([
    ['none', null],
    ['seconds', '45'],
    ['date', 'Mon, 05 Oct 2026 06:01:00 GMT'],
  ] as const)('refuses with Retry-After as %s: %s', async (form, expected) => {
    const { clock, simulator } = await limited(form);
    await ask(simulator, '/config');
    await ask(simulator, '/config');
    clock.advance(15_000);
    expect((await ask(simulator, '/config')).headers.get('retry-after')).toBe(expected);
  });

  test('opens again when the window has passed', async () => {
    const { clock, simulator } = await limited('none');
    await ask(simulator, '/config');
    await ask(simulator, '/config');
    clock.advance(59_999);
    expect((await ask(simulator, '/config')).status).toBe(429);
    clock.advance(1);
    expect((await ask(simulator, '/config')).status).toBe(200);
  });

  test('never admits more calls than the limit between two openings', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), (waits, calls) => {
        const clock = virtualClock('2026-01-01');
        const admit = createRateWindow({ calls, windowSeconds: 60, retryAfter: 'none' }, clock);
        let opened = 0;
        let admitted = 0;
        for (const wait of waits) {
          clock.advance(wait * 1000);
          const now = clock.now().getTime();
          if (now - opened >= 60_000) [opened, admitted] = [now, 0];
          const expected = admitted < calls;
          if (expected) admitted += 1;
          expect(admit().refusal === null).toBe(expected);
        }
      }),
    );
  });
});

describe('the request log', () => {
  test('keeps what was asked, when, and the status', async () => {
    const clock = virtualClock('2026-10-05T06:00:00Z');
    const simulator = await exampleSimulator({ clock });
    await ask(simulator, '/tables/05803/data?lang=en', [
      { variableCode: 'Tid', valueCodes: ['2026'] },
    ]);
    expect(simulator.requests).toEqual([
      {
        time: new Date('2026-10-05T06:00:00Z'),
        method: 'POST',
        url: '/api/pxwebapi/v2/tables/05803/data?lang=en',
        kind: 'data',
        body: '{"selection":[{"variableCode":"Tid","valueCodes":["2026"]}]}',
        status: 400,
      },
    ]);
  });

  test('tells the busiest window', async () => {
    const clock = virtualClock('2026-10-05T06:00:00Z');
    const simulator = await exampleSimulator({ clock });
    for (const wait of [0, 30_000, 29_000, 1000, 60_000]) {
      clock.advance(wait);
      await ask(simulator, '/config');
    }
    expect(busiestWindow(simulator.requests, 60)).toBe(3);
  });
});
