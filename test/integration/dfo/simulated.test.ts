import { expect, test } from 'vitest';

import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { startServer } from '../../support/http-server.ts';
import { syncFrom } from '../../support/documents.ts';
import { openService } from '../../support/neighbours.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { openTestWorkshop } from '../../support/workshop.ts';

test('every source of DFØ that the simulator stands for is synced through its kind', async () => {
  const workshop = await openTestWorkshop();
  const { origin } = await exampleSimulator({ services: await loadExampleServices('examples') });
  const sources = [
    ['dfo-published', '/dfo/rapport', ['tall', 'desi']],
    ['dfo-accounts', '/dfo/nedlasting', ['utgifter_2023', 'gjeld_2023', 'inntekter']],
    ['dfo-survey', '/dfo/undersokelser', ['internettsikkerhet_2024', 'innlogging_2024']],
    ['dfo-notices', '/dfo/data', ['kunngjoringer_2022']],
    ['data-norge', '/fdk', ['distribusjoner_986252932']],
  ] as const;
  for (const [kind, path, tables] of sources) {
    const { provider } = openService(kind, kind, { url: `${origin}${path}` });
    const reports = await syncFrom(workshop, provider, tables);
    expect(reports.map(({ table, outcome, error }) => [table, outcome, error])).toEqual(
      tables.map((table) => [`${kind}:${table}`, 'published', null]),
    );
  }
  expect(
    await workshop.rows(`select distribusjon, opplysning from mart.data_norge_distribusjoner_986252932
      where egenskap = 'lisens' order by distribusjon`),
  ).toEqual(
    [1, 2].map((number) => ({
      distribusjon: `Datasett syntetisk-${number} (syntetisk): CSV-fil (syntetisk)`,
      opplysning: 'https://creativecommons.org/publicdomain/zero/1.0/',
    })),
  );
  expect(
    await workshop.rows(
      `select cpv_hovedgruppe as cpv, måned, verdi::int from mart.dfo_notices_kunngjoringer_2022 order by cpv_hovedgruppe`,
    ),
  ).toEqual([
    { cpv: '45', måned: '202202', verdi: 1 },
    { cpv: '72', måned: '202201', verdi: 2 },
  ]);
});

test('a new address and a new licence of a distribution are findings with both texts', async () => {
  const workshop = await openTestWorkshop();
  let [file, licence] = ['https://files.example/a.csv', 'https://licence.example/1'];
  const server = await startServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const hits = [{ id: 'a', uri: 'u', organization: { id: '986252932' } }];
    const graph = [
      {
        '@id': 'https://x.example/d/a',
        '@type': 'dcat:Dataset',
        'dcat:distribution': { '@id': 'https://x.example/f/a' },
      },
      {
        '@id': 'https://x.example/f/a',
        'dcat:downloadURL': { '@id': file },
        'dct:license': [{ '@id': licence }],
      },
    ];
    const body =
      request.method === 'POST'
        ? { hits, page: { totalElements: 1, totalPages: 1 } }
        : { '@graph': graph };
    response.end(JSON.stringify(body));
  });
  const { provider } = openService('data-norge', 'data-norge', { url: server.url });
  const sync = async () => (await syncFrom(workshop, provider, ['distribusjoner_986252932']))[0];
  expect(await sync()).toMatchObject({ outcome: 'published', added: 2 });
  [file, licence] = ['https://files.example/b.csv', 'https://licence.example/2'];
  const changed = await sync();
  expect(changed).toMatchObject({ vintage: 2, labelsChanged: true });
  const told = changed?.findings.map(({ message }) => message).join() ?? '';
  expect(told).toContain('https://files.example/a.csv → https://files.example/b.csv');
  expect(told).toContain('https://licence.example/1 → https://licence.example/2');
  await server.close();
});
