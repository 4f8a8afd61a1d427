import { describe, expect, test } from 'vitest';

import { parseCatalogue } from '../../../src/config/catalogue.ts';
import { configuredService } from '../../../src/config/service.ts';
import type { ProviderService } from '../../../src/extract/service.ts';
import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { createCubeHasher } from '../../../src/transform/cube-hash.ts';
import { startExtraction } from '../../support/extraction.ts';
import { exampleSimulator } from '../../support/simulator.ts';

const TABLE = '07221';

async function startedWith(providers: (origin: string) => readonly string[]) {
  const simulator = await exampleSimulator({ services: await loadExampleServices('examples') });
  const { exchange } = await startExtraction(TABLE);
  const text = ['providers:', ...providers(simulator.origin), `tables: [{ table: "${TABLE}" }]`];
  const catalogue = parseCatalogue(text.join('\n'), 'catalogue.yaml');
  const service = (id: string) =>
    configuredService(catalogue, { providerUrls: new Map([['ssb', simulator.url]]) }, id);
  return { exchange, service };
}

/** The table fetched within the limits that the service states, and how many requests that took. */
async function fetched(
  service: ProviderService,
  exchange: Parameters<ProviderService['limits']>[0],
) {
  const { provider } = service;
  const stated = await service.limits(exchange);
  const described = await provider.fetchDescription(TABLE, {}, exchange);
  const description = provider.describe(TABLE, described);
  const { requests } = provider.plan(description, described, {}, stated);
  const hasher = createCubeHasher();
  for (const { request, selection } of requests) {
    hasher.add(provider.toCube(await exchange(request, 'data', selection), description));
  }
  return {
    provider: description.ref.provider,
    requests: requests.length,
    hash: Buffer.from(hasher.digest()).toString('hex'),
    hasEnglish: description.english !== null,
  };
}

describe('an agency that only the catalogue knows', () => {
  test('serves PxWebApi v2 within the limits that are written of it', async () => {
    const { exchange, service } = await startedWith((origin) => [
      `  csp: { kind: pxweb2, url: "${origin}/api/pxwebapi/v2", languages: [no, en], max_cells: 100 }`,
    ]);
    const own = await fetched(service('ssb'), exchange);
    const csp = await fetched(service('csp'), exchange);
    expect(csp).toMatchObject({ provider: 'csp', requests: 3, hasEnglish: true, hash: own.hash });
    expect(own.requests).toBe(1);
  });

  test('serves PxWebApi v1, and gives the same figures', async () => {
    const { exchange, service } = await startedWith((origin) => [
      `  oslo: { kind: pxweb1, url: "${origin}/api/v0/table", languages: [no] }`,
    ]);
    const own = await fetched(service('ssb'), exchange);
    const oslo = await fetched(service('oslo'), exchange);
    expect(oslo).toEqual({ provider: 'oslo', requests: 1, hasEnglish: false, hash: own.hash });
  });

  test('needs an address, and a kind that the program speaks', () => {
    const read = (line: string) => () =>
      parseCatalogue(`providers:\n  csp: ${line}\ntables: [{ table: "07221" }]`, 'catalogue.yaml');
    expect(read('{ kind: pxweb1 }')).toThrow(/expected a url/);
    expect(read('{ kind: pxweb3, url: "https://x.example/v3" }')).toThrow(/pxweb1/);
  });
});
