import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { PROVIDER_KINDS } from '../../../src/extract/kinds.ts';
import type { Exchange, Provider } from '../../../src/extract/provider.ts';
import { loadExampleServices } from '../../../src/simulator/services/examples.ts';
import { accountsText, accountsZip } from '../../support/account-files.ts';
import { startExtraction } from '../../support/extraction.ts';
import { openService } from '../../support/neighbours.ts';
import { type ContractSubject, providerContract } from '../../support/provider-contract.ts';
import { exampleSimulator } from '../../support/simulator.ts';
import { sourceResponse } from '../../support/source-response.ts';
import { surveyResponses } from '../../support/survey-files.ts';

/** A provider whose source is the simulator, at a path of its own. */
async function simulated(
  kind: string,
  id: string,
  path: string,
): Promise<Pick<ContractSubject, 'provider' | 'exchange'>> {
  const { origin } = await exampleSimulator({ services: await loadExampleServices('examples') });
  const { exchange } = await startExtraction(id);
  return { provider: openService(kind, id, { url: origin + path }).provider, exchange };
}

/** A provider whose source has these files by the end of their address, and nothing else. */
function ofFiles(
  kind: string,
  files: readonly (readonly [ending: string, bytes: Uint8Array])[],
): { readonly provider: Provider; readonly exchange: Exchange } {
  return {
    provider: openService(kind, kind, { url: 'https://files.example' }).provider,
    exchange: async (request, purpose, selection) => {
      const bytes = files.find(([ending]) => request.url.endsWith(ending))?.[1];
      const status = bytes === undefined ? 404 : 200;
      const extra = { request, status, selection: selection ?? null, headers: {} };
      return sourceResponse(purpose, bytes ?? '', extra);
    },
  };
}

const SUBJECTS: Readonly<Record<string, () => Promise<ContractSubject>>> = {
  pxweb2: async () => ({
    ...(await simulated('pxweb2', 'ssb', '/api/pxwebapi/v2')),
    table: '07221',
    selections: [{ Tid: { values: ['top(3)'] } }],
    splits: true,
  }),
  pxweb1: async () => ({
    ...(await simulated('pxweb1', 'ssb-v0', '/api/v0/table')),
    table: '07221',
    selections: [{ Tid: { values: ['top(3)'] } }],
    splits: true,
  }),
  eurostat: async () => ({
    ...(await simulated('eurostat', 'eurostat', '/eurostat/api/dissemination')),
    table: 'isoc_ci_ifp_iu',
    selections: [
      { geo: { values: ['NO', 'SE'] }, time: { values: ['top(2)'] } },
      { indic_is: { values: ['I_IUX'] }, ind_type: { values: ['Y65_74'] } },
    ],
    splits: true,
  }),
  cso: async () => ({
    ...(await simulated('cso', 'cso', '/public/api.restful')),
    table: 'SYN01',
    selections: [
      { 'TLIST(Q1)': { values: ['top(2)'] }, C02568V03113: { values: ['07'] } },
      { STATISTIC: { values: ['SYN01C02'] } },
    ],
    splits: false,
  }),
  desi: async () => ({
    ...(await simulated('desi', 'desi', '/desi/api/v1')),
    table: 'desi-2022',
    splits: false,
  }),
  'dfo-published': async () => ({
    ...ofFiles('dfo-published', [
      [
        'published-figures.csv',
        readFileSync('reports/digital-competence-2021/published-figures.csv'),
      ],
    ]),
    table: 'internettbruk',
    splits: false,
  }),
  'dfo-accounts': async () => ({
    ...ofFiles('dfo-accounts', [
      ['.zip', await accountsZip(accountsText({}, { agency: 8 }, { month: 3 }))],
    ]),
    table: 'utgifter_2023',
    splits: false,
  }),
  'dfo-survey': async () => {
    const [mapping, workbook] = await surveyResponses();
    return {
      ...ofFiles('dfo-survey', [
        ['2024.yaml', mapping!.bytes],
        ['.xlsx', workbook!.bytes],
      ]),
      table: 'internettsikkerhet_2024',
      splits: false,
    };
  },
  'dfo-notices': async () => ({
    ...(await simulated('dfo-notices', 'dfo-notices', '/dfo/data')),
    table: 'kunngjoringer_2022',
    splits: false,
  }),
  'data-norge': async () => ({
    ...(await simulated('data-norge', 'data-norge', '/fdk')),
    table: 'distribusjoner_986252932',
    splits: false,
  }),
};

test('every kind of provider is under the contract', () => {
  expect(PROVIDER_KINDS.map(({ kind }) => kind).toSorted()).toEqual(
    Object.keys(SUBJECTS).toSorted(),
  );
});

for (const [kind, start] of Object.entries(SUBJECTS)) providerContract(kind, start);
