import { jsonReply, type Reply } from '../reply.ts';
import { cellsOf, type ExampleDataset, pick } from './example-dataset.ts';
import type { SimulatedService } from './service.ts';

/** What one answer of Eurostat may hold. */
export interface EurostatLimits {
  readonly maxCells: number;
}

/** Thrown by whatever reads a request; becomes `{"error":[…]}`. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Selected = ReadonlyMap<string, readonly string[]>;

/**
 * Answers as Eurostat's dissemination API does: filters by name, all others whole, sparse values,
 * flags beside them, keys in the order of the alphabet, no roles, a time variable of size 0 where
 * there are no data, and a promise with status 200 where an answer would be too large.
 */
export function eurostatService(
  datasets: ReadonlyMap<string, ExampleDataset>,
  limits: EurostatLimits = { maxCells: 1_000_000 },
): SimulatedService {
  return {
    path: '/eurostat/api/dissemination',
    setting: { variable: 'STATBANK_EUROSTAT_URL', below: '' },
    target: (_method, path, query) => ({
      kind: query.has('lastTimePeriod') ? 'metadata' : 'data',
      table: codeOf(path),
    }),
    answer: ({ path, query }) => {
      try {
        const dataset = datasets.get(codeOf(path) ?? '');
        if (dataset === undefined) throw new Refused(404, 'The requested dataset was not found.');
        const selected = selectedBy(dataset, query);
        const cells = [...selected.values()].reduce((product, codes) => product * codes.length, 1);
        return cells > limits.maxCells ? promised() : jsonReply(body(dataset, selected));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const { status, message } = error;
        return jsonReply(JSON.stringify({ error: [{ status, id: 100, label: message }] }), status);
      }
    },
  };
}

function codeOf(path: string): string | null {
  return /^\/statistics\/1\.0\/data\/([^/]+)$/.exec(path)?.[1]?.toLowerCase() ?? null;
}

function promised(): Reply {
  return jsonReply(
    JSON.stringify({
      warning: {
        status: 413,
        label:
          'ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously. Please try again later.',
      },
    }),
  );
}

const PERIOD_PARAMETERS = new Set(['sinceTimePeriod', 'untilTimePeriod', 'lastTimePeriod']);

function selectedBy({ id, dimension }: ExampleDataset, query: URLSearchParams): Selected {
  for (const name of new Set(query.keys())) {
    const known = id.includes(name) || PERIOD_PARAMETERS.has(name);
    if (!known && name !== 'format' && name !== 'lang') {
      throw new Refused(400, `Invalid dimension: ${name}`);
    }
  }
  return new Map(
    id.map((variable) => {
      const codes = dimension[variable]?.category.index ?? [];
      const asked = query.getAll(variable);
      const strange = asked.find((code) => !codes.includes(code));
      if (strange !== undefined) throw new Refused(400, `Invalid value: ${strange}`);
      const kept = asked.length === 0 ? codes : codes.filter((code) => asked.includes(code));
      return [variable, variable === 'time' ? withinPeriods(kept, query) : kept];
    }),
  );
}

function withinPeriods(periods: readonly string[], query: URLSearchParams): readonly string[] {
  const since = query.get('sinceTimePeriod');
  const until = query.get('untilTimePeriod');
  const last = query.get('lastTimePeriod');
  const kept = periods.filter(
    (period) => (since === null || period >= since) && (until === null || period <= until),
  );
  return last === null ? kept : kept.slice(-Number(last));
}

function body(dataset: ExampleDataset, selected: Selected): string {
  const value: Record<string, number> = {};
  const status: Record<string, string> = {};
  let index = 0;
  for (const [figure, symbol] of cellsOf(dataset, selected)) {
    if (figure !== null) value[index] = figure;
    if (symbol !== null) status[index] = symbol;
    index += 1;
  }
  const flags = new Set(Object.values(status));
  return JSON.stringify({
    class: 'dataset',
    dimension: Object.fromEntries(
      [...selected.keys()].toSorted().map((code) => [code, dimensionOf(dataset, selected, code)]),
    ),
    extension: {
      agencyId: 'ESTAT',
      annotation: annotations(dataset),
      id: dataset.code.toUpperCase(),
      lang: 'EN',
      status: flags.size === 0 ? undefined : { label: pick(FLAGS, [...flags].toSorted()) },
      version: '1.0',
    },
    id: [...selected.keys()],
    label: dataset.label,
    size: [...selected.values()].map((codes) => codes.length),
    source: dataset.source,
    status: flags.size === 0 ? undefined : status,
    updated: dataset.updated,
    value,
    version: '2.0',
  });
}

const FLAGS: Readonly<Record<string, string>> = {
  b: 'break in time series',
  d: 'definition differs (see metadata)',
  e: 'estimated',
  p: 'provisional',
  u: 'low reliability',
};

function dimensionOf({ dimension }: ExampleDataset, selected: Selected, code: string): object {
  const codes = selected.get(code) ?? [];
  const positions = new Map(codes.map((each, position) => [each, position]));
  const sorted = codes.toSorted();
  return {
    category: {
      index: Object.fromEntries(sorted.map((each) => [each, positions.get(each)])),
      label: pick(dimension[code]?.category.label ?? {}, sorted),
    },
    label: dimension[code]?.label,
  };
}

function annotations({ dimension, figures, updated, notes }: ExampleDataset): readonly object[] {
  const periods = dimension['time']?.category.index ?? [];
  return [
    { type: 'OBS_COUNT', title: String(Object.keys(figures).length) },
    { type: 'OBS_PERIOD_OVERALL_LATEST', title: periods.at(-1) },
    { type: 'OBS_PERIOD_OVERALL_OLDEST', title: periods.at(0) },
    { type: 'SOURCE_INSTITUTIONS', text: 'Eurostat' },
    { type: 'UPDATE_DATA', date: updated },
    ...notes.map((title) => ({ type: 'FOOTNOTE', title })),
  ];
}
