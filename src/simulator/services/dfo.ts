import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountsFile } from '../dfo/accounts.ts';
import { SYNTHETIC_MAPPING, syntheticSheets } from '../dfo/survey.ts';
import { writeWorkbook } from '../dfo/workbook.ts';
import { zipOf } from '../dfo/zip.ts';
import { emptyReply, htmlReply, jsonReply } from '../reply.ts';
import type { SimulatedService } from './service.ts';

interface ServedFile {
  readonly type: string;
  readonly body: Uint8Array;
}

const NOTICES = `id;publisering_dato;tilbudsfrist_dato;cpv_hoved_kode;skjema_nr
1;2022-01-14;2022-02-14;72000000;2
2;2022-01-20;2022-02-20;72212000-4;2
3;2022-02-03;2022-03-01;45000000;5
`;

/** Data sets of the simulated catalogue by id; none is real. */
const DATASETS: Readonly<Record<string, string>> = Object.freeze({
  'syntetisk-1': 'https://files.example/syntetisk-1.csv',
  'syntetisk-2': 'https://files.example/syntetisk-2.csv',
});

/** DFØ's number in the register of entities. */
const DFO = '986252932';

/**
 * DFØ's web servers with synthetic files: `/dfo/nedlasting` (accounts), `/dfo/undersokelser` (survey),
 * `/dfo/rapport` (published figures), `/dfo/data` (notices); and Felles datakatalog at `/fdk`.
 *
 * @param examples Folder of the examples, beside which the reports lie.
 */
export async function dfoServices(examples: string): Promise<readonly SimulatedService[]> {
  const zip = async (...years: readonly number[]): Promise<ServedFile> => ({
    type: 'application/zip',
    body: await zipOf('statsregnskapet.csv', accountsFile({ years, rowsPerMonth: 70 })),
  });
  const figures = join(
    examples,
    '..',
    'reports',
    'digital-competence-2021',
    'published-figures.csv',
  );
  return [
    filesService('/dfo/nedlasting', 'STATBANK_DFO_ACCOUNTS_URL', {
      'statsregnskapet_aar_2023.zip': await zip(2023),
      'statsregnskapet_full_historikk.zip': await zip(2022, 2023),
    }),
    filesService('/dfo/undersokelser', 'STATBANK_DFO_SURVEY_URL', {
      '2024.yaml': { type: 'application/yaml', body: Buffer.from(SYNTHETIC_MAPPING) },
      'syntetisk-2024.xlsx': {
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        body: await writeWorkbook(syntheticSheets()),
      },
    }),
    filesService('/dfo/rapport', 'STATBANK_DFO_PUBLISHED_URL', {
      'published-figures.csv': { type: 'text/csv', body: await readFile(figures) },
    }),
    filesService('/dfo/data', 'STATBANK_DFO_NOTICES_URL', {
      'kunngjoringer/2022/Kunngjoringer_2022.csv': {
        type: 'application/octet-stream',
        body: Buffer.from(NOTICES, 'latin1'),
      },
    }),
    catalogueService(),
  ];
}

/** A web server of files; what it does not have is a page. */
function filesService(
  path: string,
  variable: string,
  files: Readonly<Record<string, ServedFile>>,
): SimulatedService {
  return {
    path,
    setting: { variable, below: '' },
    target: (_method, below) => ({ kind: 'data', table: below.slice(1) }),
    answer: ({ path: below }) => {
      const file = Object.hasOwn(files, below.slice(1)) ? files[below.slice(1)] : undefined;
      return file === undefined
        ? htmlReply(404, 'Siden finnes ikke')
        : { status: 200, headers: { 'content-type': file.type }, body: file.body };
    },
  };
}

/** The search and the resource service of Felles datakatalog, as far as they are asked. */
function catalogueService(): SimulatedService {
  return {
    path: '/fdk',
    setting: { variable: 'STATBANK_DATA_NORGE_URL', below: '' },
    target: (_method, below) => ({
      kind: below.startsWith('/search') ? 'tables' : 'metadata',
      table: below.split('/')[3] ?? null,
    }),
    answer: ({ method, path }) => {
      if (method === 'POST' && path === '/search/datasets') return jsonReply(searchAnswer());
      const id = /^\/v1\/datasets\/([^/]+)\/graph$/.exec(path)?.[1] ?? '';
      const file = DATASETS[id];
      return file === undefined ? emptyReply(404) : jsonReply(graphAnswer(id, file));
    },
  };
}

function searchAnswer(): string {
  const ids = Object.keys(DATASETS);
  const hits = [
    ...ids.map((id) => ({ id, uri: `https://data.example/${id}`, organization: { id: DFO } })),
    { id: 'annen', uri: 'https://data.example/annen', organization: { id: '999999999' } },
  ];
  const page = { currentPage: 0, size: 100, totalElements: hits.length, totalPages: 1 };
  return JSON.stringify({ hits, aggregations: {}, page });
}

function graphAnswer(id: string, file: string): string {
  const text = (value: string) => ({ '@language': 'nb', '@value': value });
  return JSON.stringify({
    '@graph': [
      {
        '@id': `https://data.example/distributions/${id}`,
        '@type': 'dcat:Distribution',
        'dct:title': text('CSV-fil (syntetisk)'),
        'dcat:downloadURL': { '@id': file },
        'dct:license': { '@id': 'https://creativecommons.org/publicdomain/zero/1.0/' },
      },
      {
        '@id': `https://data.example/datasets/${id}`,
        '@type': 'dcat:Dataset',
        'dct:title': text(`Datasett ${id} (syntetisk)`),
        'dcat:distribution': { '@id': `https://data.example/distributions/${id}` },
      },
    ],
    '@context': { dct: 'http://purl.org/dc/terms/', dcat: 'http://www.w3.org/ns/dcat#' },
  });
}
