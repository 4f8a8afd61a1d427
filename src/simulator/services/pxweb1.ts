import { RequestProblem } from '../problem.ts';
import { compileQuery } from '../query/search.ts';
import { resolveSelection, type VariableRequest } from '../query/selection.ts';
import { catalogueLabel } from '../render/catalogue.ts';
import { dataBody } from '../render/dataset.ts';
import { htmlReply, jsonReply, type Reply } from '../reply.ts';
import { type Language, LANGUAGES, type SimulatedTable } from '../table/model.ts';
import type { ServiceRequest, SimulatedService } from './service.ts';

/** Limits as `?config` states them; cells and named values are separate. */
export interface PxWeb1Limits {
  readonly maxCells: number;
  readonly maxValues: number;
  readonly maxCalls: number;
  readonly timeWindow: number;
  /** Whether a request that is too large is told in JSON, or by the web server's page. */
  readonly refusal: 'json' | 'html';
}

const SSB_LIMITS: PxWeb1Limits = {
  maxCells: 800_000,
  maxValues: 50_000,
  maxCalls: 300,
  timeWindow: 60,
  refusal: 'json',
};

/** Thrown by whatever reads a query; becomes `{"error":…}` with status 400. */
class Refused extends Error {}

const TABLE = /^\/(no|en)\/table\/(.+)$/;

/**
 * Answers as PxWebApi v1 of SSB does, for the tables that the simulator has: metadata as lists,
 * POST queries, variables by exact case, a variable left out that cannot be eliminated whole,
 * and too many cells or values as 403.
 */
export function pxWeb1Service(limits: Partial<PxWeb1Limits> = {}): SimulatedService {
  const all = { ...SSB_LIMITS, ...limits };
  return {
    path: '/api/v0',
    setting: { variable: 'STATBANK_SSB_V0_URL', below: '/table' },
    target: (method, path) => ({
      kind: method === 'POST' ? 'data' : TABLE.test(path) ? 'metadata' : 'config',
      table: TABLE.exec(path)?.[2] ?? null,
    }),
    answer: (request) => {
      try {
        return answer(request, all);
      } catch (error) {
        if (error instanceof Refused) return refusal(400, error.message);
        if (error instanceof RequestProblem) return refusal(400, 'Parameter error');
        throw error;
      }
    },
  };
}

function refusal(status: number, error: string): Reply {
  return jsonReply(JSON.stringify({ error }), status);
}

function answer(request: ServiceRequest, limits: PxWeb1Limits): Reply {
  const { path, query, world, method, body } = request;
  const language = LANGUAGES.find((each) => path === `/${each}` || path.startsWith(`/${each}/`));
  if (language === undefined) return refusal(400, 'Parameter error');
  if (query.has('config')) {
    const { maxValues, maxCells, maxCalls, timeWindow } = limits;
    return jsonReply(JSON.stringify({ maxValues, maxCells, maxCalls, timeWindow, CORS: true }));
  }
  const table = world.tables.get(TABLE.exec(path)?.[2] ?? '');
  if (table !== undefined) {
    return method === 'POST'
      ? data(table, language, body, request, limits)
      : jsonReply(JSON.stringify(metadata(table, language)));
  }
  const words = query.get('query');
  if (words !== null) return jsonReply(JSON.stringify(found(request, language, words)));
  if (path === `/${language}/` || path === `/${language}`) {
    return jsonReply('[{"dbid":"table","text":"Statistikkbanken etter emne"}]');
  }
  return htmlReply(404, '404 - File or directory not found.');
}

function metadata(table: SimulatedTable, language: Language): object {
  return {
    title: catalogueLabel(table, language),
    variables: table.variables.map((variable) => ({
      code: variable.code,
      text: variable.label[language],
      values: variable.values.map(({ code }) => code),
      valueTexts: variable.values.map(({ label }) => label[language]),
      ...(variable.elimination ? { elimination: true } : {}),
      ...(variable.role === 'time' ? { time: true } : {}),
    })),
  };
}

/** Without a day's zone, in Norwegian time, as the search prints it. */
function found({ world }: ServiceRequest, language: Language, words: string): readonly object[] {
  const matches = words === '*' ? () => true : compileQuery(words);
  return [...world.tables.values()]
    .filter((table) => matches(table, catalogueLabel(table, language)))
    .flatMap((table) =>
      table.paths.map((path) => ({
        id: table.id,
        path: `/${path.map(({ id }) => id).join('/')}`,
        title: catalogueLabel(table, language),
        score: 1,
        published: table.updated?.replace('Z', ''),
      })),
    );
}

interface QueryPart {
  readonly code: string;
  readonly selection: { readonly filter: string; readonly values: readonly string[] };
}

function data(
  table: SimulatedTable,
  language: Language,
  body: string,
  { world }: ServiceRequest,
  limits: PxWeb1Limits,
): Reply {
  const { query, response } = JSON.parse(body) as {
    readonly query: readonly QueryPart[];
    readonly response?: { readonly format: string };
  };
  if (response !== undefined && response.format !== 'json-stat2') {
    throw new Refused('Parameter error');
  }
  const axes = resolveSelection(table, variableRequests(table, query));
  const shown = axes.filter(({ eliminated }) => !eliminated);
  const cells = shown.reduce((product, { values }) => product * values.length, 1);
  const named = shown.reduce((sum, { values }) => sum + values.length, 0);
  if (cells > limits.maxCells || named > limits.maxValues) {
    return limits.refusal === 'html'
      ? htmlReply(403, '403 - Forbidden: Access is denied.')
      : refusal(403, 'Too many values selected');
  }
  return jsonReply(dataBody(table, axes, { language, baseUrl: world.baseUrl }));
}

function variableRequests(
  table: SimulatedTable,
  query: readonly QueryPart[],
): readonly VariableRequest[] {
  const asked = new Map(query.map(({ code, selection }) => [code, selection]));
  const known = new Set(table.variables.map(({ code }) => code));
  for (const code of asked.keys()) if (!known.has(code)) throw new Refused('Parameter error');
  return table.variables.flatMap((variable) => {
    const { code, values } = variable;
    const selection = asked.get(code);
    if (selection === undefined) {
      return variable.elimination
        ? []
        : [{ variableCode: code, codelist: null, valueCodes: values.map((each) => each.code) }];
    }
    return [{ variableCode: code, codelist: null, valueCodes: codesOf(code, selection, values) }];
  });
}

function codesOf(
  variable: string,
  { filter, values }: QueryPart['selection'],
  known: readonly { readonly code: string }[],
): readonly string[] {
  if (filter === 'top') return [`top(${values[0] ?? '1'})`];
  const strange = values.find((code) => !known.some((each) => each.code === code));
  if (filter === 'item' && strange === undefined) return [...new Set(values)];
  if (filter === 'all') return values;
  throw new Refused(
    `The request for variable '${variable}' has an error. Please check your query.`,
  );
}
