import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { virtualClock } from '../../../src/simulator/clock.ts';
import type { Fault } from '../../../src/simulator/faults/fault.ts';
import { syntheticTable } from '../../../src/simulator/table/synthetic.ts';
import { ask, everything, exampleSimulator } from '../../support/simulator.ts';

const DATA = '/tables/05803/data';
const ALL = everything('ContentsCode', 'Tid');

/** What arrives on the wire, and whether the answer was complete. */
const rawGet = (
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  body: Buffer;
  complete: boolean;
}> =>
  new Promise((resolve, reject) => {
    const call = request(address, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', () => undefined);
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces),
          complete: response.complete,
        }),
      );
    });
    call.on('error', reject);
    call.end();
  });

const afflicted = async (fault: Fault) => {
  const simulator = await exampleSimulator({ clock: virtualClock('2026-10-05T06:00:00Z') });
  simulator.faults.next({ kind: 'data' }, fault);
  return simulator;
};

describe('a fault', () => {
  test.each([
    [{ kind: 'status', status: 500 }, 500, ''],
    [{ kind: 'status', status: 503, body: 'json' }, 503, '"status":503'],
    [{ kind: 'status', status: 502, body: 'html' }, 502, '<title>502'],
    [{ kind: 'html-with-200' }, 200, '<!DOCTYPE html'],
  ] as const)('%j takes the place of the answer', async (fault, status, text) => {
    const simulator = await afflicted(fault);
    const answer = await ask(simulator, DATA);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
    expect(simulator.requests.at(-1)?.status).toBe(status);
  });

  test.each([
    [undefined, null],
    [{ seconds: 5, form: 'seconds' }, '5'],
    [{ seconds: 5, form: 'date' }, 'Mon, 05 Oct 2026 06:00:05 GMT'],
  ] as const)('429 carries Retry-After %j as %s', async (retryAfter, expected) => {
    const fault: Fault = { kind: 'status', status: 429, ...(retryAfter && { retryAfter }) };
    const answer = await ask(await afflicted(fault), DATA);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, expected]);
  });

  test('befalls only what it is meant for, once, after those it lets through', async () => {
    const simulator = await exampleSimulator();
    simulator.faults.next(
      { kind: 'data', table: '05803', after: 1 },
      { kind: 'status', status: 500 },
    );
    const statuses: number[] = [];
    for (const path of [DATA, '/tables/03024/data', '/tables/05803', DATA, DATA]) {
      statuses.push((await ask(simulator, path)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 500, 200]);
  });

  test('that is always there goes on until it is cleared', async () => {
    const simulator = await exampleSimulator();
    simulator.faults.always({ method: 'POST' }, { kind: 'status', status: 503 });
    expect((await ask(simulator, DATA, ALL)).status).toBe(503);
    expect((await ask(simulator, DATA, ALL)).status).toBe(503);
    expect((await ask(simulator, DATA)).status).toBe(200);
    simulator.faults.clear();
    expect((await ask(simulator, DATA, ALL)).status).toBe(200);
  });

  test('truncates gzip although the length is right', async () => {
    const simulator = await afflicted({ kind: 'truncated-gzip' });
    const answer = await rawGet(simulator.url + DATA, { 'accept-encoding': 'gzip' });
    expect(answer.complete).toBe(true);
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(Number(answer.headers['content-length'])).toBe(answer.body.length);
    expect(() => gunzipSync(answer.body)).toThrow(/unexpected end/);
  });

  test('cuts the connection inside the body', async () => {
    const simulator = await afflicted({ kind: 'cut', afterBytes: 50 });
    const answer = await rawGet(simulator.url + DATA);
    expect([answer.body.length, answer.complete]).toEqual([50, false]);
  });

  test('promises more than it sends', async () => {
    const simulator = await afflicted({ kind: 'wrong-length', difference: 10 });
    const answer = await rawGet(simulator.url + DATA);
    expect(answer.complete).toBe(false);
    expect(Number(answer.headers['content-length'])).toBe(answer.body.length + 10);
  });

  test('sends the body slowly and whole', async () => {
    const simulator = await afflicted({ kind: 'slow', pieceBytes: 500, pauseMs: 1 });
    const slow = await ask(simulator, DATA);
    expect(slow.text).toBe((await ask(simulator, DATA)).text);
  });

  test('leaves a request without an answer', async () => {
    const simulator = await afflicted({ kind: 'hang' });
    const waiting = fetch(simulator.url + DATA, { signal: AbortSignal.timeout(100) });
    await expect(waiting).rejects.toThrow(/timeout/);
    expect(simulator.requests.at(-1)?.status).toBe(0);
  });

  test.each(['NaN', '1e400'])('puts %s in place of the first figure', async (text) => {
    const answer = await ask(await afflicted({ kind: 'figure', text }), DATA, ALL);
    expect(answer.text).toContain(`"value":[${text},`);
  });

  test('sends a member twice', async () => {
    const answer = await ask(await afflicted({ kind: 'duplicate-key' }), DATA, ALL);
    expect(answer.text.match(/"value":/g)).toHaveLength(2);
  });

  test('makes size contradict the figures', async () => {
    const answer = await ask(await afflicted({ kind: 'contradicting-size' }), DATA, ALL);
    expect(answer.json().size).toEqual([4, 4]);
    expect(answer.json().value).toHaveLength(12);
  });

  test('changes the true body by a function', async () => {
    const simulator = await afflicted({
      kind: 'body',
      replace: (body) => body.replace('"05803:', '"99999:'),
    });
    expect((await ask(simulator, DATA, ALL)).json().label).toMatch(/^99999:/);
  });

  test('publishes between two chunk requests', async () => {
    const simulator = await exampleSimulator();
    simulator.faults.next(
      { kind: 'data', table: '05803', after: 1 },
      {
        kind: 'publish',
        table: '05803',
        revision: { updated: '2026-10-05T06:00:00Z', changes: [{ change: 'discontinue' }] },
      },
    );
    const stamps: unknown[] = [];
    for (let chunk = 0; chunk < 3; chunk += 1) {
      stamps.push((await ask(simulator, DATA, ALL)).json().updated);
    }
    expect(stamps).toEqual([
      '2026-04-15T06:00:00Z',
      '2026-10-05T06:00:00Z',
      '2026-10-05T06:00:00Z',
    ]);
  });
});

describe('the transport', () => {
  test('compresses when asked and not otherwise', async () => {
    const simulator = await exampleSimulator();
    const plain = await rawGet(simulator.url + DATA);
    const packed = await rawGet(simulator.url + DATA, { 'accept-encoding': 'gzip, br' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body)).toEqual(plain.body);
  });

  test('streams a large synthetic extract, the same for the same seed', async () => {
    const shape = { id: '90001', regions: 100, ages: 50, periods: 20, confidentialEvery: 100 };
    const simulator = await exampleSimulator({ tables: [syntheticTable(shape)] });
    const whole = everything('Region', 'Kjonn', 'Alder', 'ContentsCode', 'Tid');
    const first = await ask(simulator, '/tables/90001/data', whole);
    simulator.add(syntheticTable(shape));
    const second = await ask(simulator, '/tables/90001/data', whole);
    simulator.add(syntheticTable({ ...shape, seed: 2 }));
    const other = await ask(simulator, '/tables/90001/data', whole);
    const { value, status } = first.json();
    expect(value).toHaveLength(200_000);
    expect(Object.keys(status).length).toBeGreaterThan(1000);
    for (const index of Object.keys(status)) expect(value[index]).toBeNull();
    expect(second.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  test('keeps to the port that it is given', async () => {
    const first = await exampleSimulator();
    const { port } = new URL(first.url);
    await expect(exampleSimulator({ port: Number(port) })).rejects.toThrow(/EADDRINUSE/);
  });
});
