import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { EXIT } from '../../../src/errors/codes.ts';
import { freePort } from '../../support/free-port.ts';
import { forgetLogin } from '../../support/logins.ts';
import { startMetabase } from '../../support/metabase.ts';
import { startRehearsal } from '../../support/rehearsal.ts';

const COMPOSE = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      image: z.string(),
      command: z.array(z.string()).optional(),
      profiles: z.array(z.string()).default([]),
      depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).optional(),
    }),
  ),
});

type Service = z.output<typeof COMPOSE>['services'][string];

/** Those that `docker compose up` starts, with and without the profile for a BI tool. */
async function ownServices(): Promise<ReadonlyMap<string, Service>> {
  const { services } = COMPOSE.parse(
    parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }),
  );
  return new Map(
    Object.entries(services).filter(
      ([, { image, profiles }]) => image.startsWith('statbank-etl') && !profiles.includes('tools'),
    ),
  );
}

/** Names so that each comes after what it waits for. */
function inOrder(services: ReadonlyMap<string, Service>): readonly string[] {
  const done = new Set<string>();
  const add = (name: string): void => {
    const service = services.get(name);
    if (service === undefined || done.has(name)) return;
    Object.keys(service.depends_on ?? {}).forEach(add);
    done.add(name);
  };
  [...services.keys()].forEach(add);
  return [...done];
}

test('what the services of the compose file run works outside containers, one after the other', async () => {
  const rehearsal = await startRehearsal({
    variables: { STATBANK_METABASE_PASSWORD: 'only4metabase' },
  });
  forgetLogin(rehearsal.database, `${rehearsal.database.name}_metabase`);
  const metabase = await startMetabase();
  const port = await freePort();
  const services = await ownServices();
  const order = inOrder(services);
  expect(order).toEqual(expect.arrayContaining(['migrate', 'report', 'scheduler', 'dashboard']));
  for (const name of order) {
    const words = (services.get(name)?.command ?? []).map((word) =>
      word
        .replace('0.0.0.0', '127.0.0.1')
        .replace(/^9745$/, String(port))
        .replace('http://metabase:3000', metabase.url),
    );
    if (name !== 'scheduler') {
      const { exitCode, stderr } = await rehearsal.run(...words);
      expect([name, exitCode, stderr]).toEqual([name, EXIT.ok, expect.any(String)]);
      continue;
    }
    const { child, ended } = rehearsal.start(...words);
    await vi.waitFor(
      async () => expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200),
      { timeout: 30_000, interval: 200 },
    );
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    child.kill('SIGTERM');
    expect([EXIT.ok, EXIT.interrupted]).toContain((await ended).exitCode);
  }
  expect(metabase.made.dashboard).toHaveLength(1);
});
