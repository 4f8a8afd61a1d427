import { emptyReply, jsonReply } from '../reply.ts';
import { cellsOf, type ExampleDataset } from './example-dataset.ts';
import type { SimulatedService } from './service.ts';

const METHOD = /^\/PxStat\.Data\.Cube_API\.(ReadDataset|ReadMetadata|ReadCollection)(?:\/(.*))?$/;

/**
 * Answers as PxStat of the Central Statistics Office does: whole tables only, codes as a list,
 * units with a label, nulls without a symbol; a list of tables, whole or since a day.
 */
export function csoService(datasets: ReadonlyMap<string, ExampleDataset>): SimulatedService {
  return {
    path: '/public/api.restful',
    setting: { variable: 'STATBANK_CSO_URL', below: '' },
    target: (_method, path) => {
      const [, method, rest = ''] = METHOD.exec(path) ?? [];
      if (method === 'ReadCollection') return { kind: 'tables', table: null };
      return {
        kind: method === 'ReadMetadata' ? 'metadata' : 'data',
        table: rest.split('/')[0] ?? null,
      };
    },
    answer: ({ path, world }) => {
      const [, method, rest = ''] = METHOD.exec(path) ?? [];
      const [first = '', format, version, language] = rest.split('/');
      if (method === 'ReadCollection') {
        const since = /^\d{4}-\d{2}-\d{2}$/.test(first) ? first : '';
        return jsonReply(collection(datasets, since, world.clock.now()));
      }
      const served = format === 'JSON-stat' && version === '2.0' && language === 'en';
      const dataset = datasets.get(first);
      if (method === undefined || !served || dataset === undefined) return emptyReply(404);
      return jsonReply(JSON.stringify(body(dataset, method === 'ReadDataset')));
    },
  };
}

function whole({ id, dimension }: ExampleDataset): ReadonlyMap<string, readonly string[]> {
  return new Map(id.map((code) => [code, dimension[code]?.category.index ?? []]));
}

function body(dataset: ExampleDataset, withFigures: boolean): object {
  const { id, dimension, label, notes, updated, code } = dataset;
  const selected = whole(dataset);
  return {
    class: 'dataset',
    dimension: Object.fromEntries(
      id.map((variable) => [
        variable,
        {
          label: dimension[variable]?.label,
          category: {
            ...dimension[variable]?.category,
            unit: Object.fromEntries(
              Object.entries(dimension[variable]?.category.unit ?? {}).map(([each, unit]) => [
                each,
                { ...unit, position: 'end' },
              ]),
            ),
          },
        },
      ]),
    ),
    extension: {
      matrix: code,
      language: { code: 'en', name: 'English' },
      elimination: {},
      contact: [],
      official: true,
      copyright: { name: dataset.source, code: 'CSO' },
      archive: false,
      experimental: false,
    },
    id,
    label,
    note: notes,
    role: { metric: ['STATISTIC'], time: id.filter((each) => each.startsWith('TLIST(')) },
    size: id.map((variable) => selected.get(variable)?.length ?? 0),
    updated,
    ...(withFigures ? { value: [...cellsOf(dataset, selected)].map(([figure]) => figure) } : {}),
    version: '2.0',
  };
}

function collection(
  datasets: ReadonlyMap<string, ExampleDataset>,
  since: string,
  now: Date,
): string {
  const item = [...datasets.values()]
    .filter(({ updated }) => updated.slice(0, 10) >= since)
    .map((dataset) => {
      const { code, label, updated, id, dimension } = dataset;
      return {
        class: 'dataset',
        href: `https://ws.cso.ie/public/api.restful/PxStat.Data.Cube_API.ReadDataset/${code}/JSON-stat/2.0/en`,
        label,
        updated,
        id,
        dimension: Object.fromEntries(
          id.map((variable) => [variable, { label: dimension[variable]?.label }]),
        ),
        extension: { matrix: code, official: true },
      };
    });
  return JSON.stringify({
    class: 'collection',
    updated: now.toISOString(),
    version: '2.0',
    link: { item },
  });
}
