import { readFileSync } from 'node:fs';

import type { Exchange } from '../../../src/extract/provider.ts';
import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { accountsText, accountsZip } from '../../support/account-files.ts';
import { startExtraction } from '../../support/extraction.ts';
import { openService } from '../../support/neighbours.ts';
import { providerContract } from '../../support/provider-contract.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { sourceResponse } from '../../support/source-response.ts';

providerContract('PxWebApi v2', async () => {
  const { url } = await exampleSimulator();
  return {
    provider: openService('pxweb2', 'ssb', { url }).provider,
    exchange: (await startExtraction('07459')).exchange,
    table: '07221',
    selections: [{ Tid: { values: ['top(3)'] } }],
    splits: true,
  };
});

providerContract('Eurostat', async () => {
  const { origin } = await exampleSimulator({ services: await loadExampleServices('examples') });
  return {
    provider: openService('eurostat', 'eurostat', {
      url: `${origin}/eurostat/api/dissemination`,
    }).provider,
    exchange: (await startExtraction('eurostat')).exchange,
    table: 'isoc_ci_ifp_iu',
    selections: [
      { geo: { values: ['NO', 'SE'] }, time: { values: ['top(2)'] } },
      { indic_is: { values: ['I_IUX'] }, ind_type: { values: ['Y65_74'] } },
    ],
    splits: true,
  };
});

providerContract('PxWebApi v1', async () => {
  const { origin } = await exampleSimulator({ services: await loadExampleServices('examples') });
  return {
    provider: openService('pxweb1', 'ssb-v0', { url: `${origin}/api/v0/table` }).provider,
    exchange: (await startExtraction('ssb-v0')).exchange,
    table: '07221',
    selections: [{ Tid: { values: ['top(3)'] } }],
    splits: true,
  };
});

providerContract('PxStat', async () => {
  const { origin } = await exampleSimulator({ services: await loadExampleServices('examples') });
  return {
    provider: openService('cso', 'cso', { url: `${origin}/public/api.restful` }).provider,
    exchange: (await startExtraction('cso')).exchange,
    table: 'SYN01',
    selections: [
      { 'TLIST(Q1)': { values: ['top(2)'] }, C02568V03113: { values: ['07'] } },
      { STATISTIC: { values: ['SYN01C02'] } },
    ],
    splits: false,
  };
});

providerContract('DESI', async () => {
  const { origin } = await exampleSimulator({ services: await loadExampleServices('examples') });
  return {
    provider: openService('desi', 'desi', { url: `${origin}/desi/api/v1` }).provider,
    exchange: (await startExtraction('desi')).exchange,
    table: 'desi-2022',
    splits: false,
  };
});

/** A source that has one file, and nothing else. */
function fileExchange(file: string, bytes: Uint8Array): Exchange {
  return async (request, purpose, selection) =>
    request.url.endsWith(file)
      ? sourceResponse(purpose, bytes, { request, selection: selection ?? null, headers: {} })
      : sourceResponse(purpose, '', { request, status: 404, headers: {} });
}

providerContract('figures that a report prints', async () => ({
  provider: openService('dfo-published', 'dfo-published', { url: 'https://x.example' }).provider,
  exchange: fileExchange(
    'published-figures.csv',
    readFileSync('reports/digital-competence-2021/published-figures.csv'),
  ),
  table: 'internettbruk',
  splits: false,
}));

providerContract('the central government accounts', async () => ({
  provider: openService('dfo-accounts', 'dfo-accounts', { url: 'https://x.example' }).provider,
  exchange: fileExchange('.zip', await accountsZip(accountsText({}, { agency: 8 }, { month: 3 }))),
  table: 'utgifter_2023',
  splits: false,
}));
