import { jsonReply, type Reply } from '../reply.ts';
import type { World } from '../routes/route.ts';
import type { ServiceRequest, SimulatedService } from '../services/service.ts';
import type { SimulatedClassification } from './example.ts';
import { changesList, codesAtList, codesList, correspondsList, type DayRange } from './lists.ts';

/** Where KLASS lies on SSB's host. */
const KLASS_PATH = '/api/klass/v1';

type Language = 'nb' | 'nn' | 'en';

/** Ends a request with an error body. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Statistics Norway's register of classifications. It answers XML unless JSON is asked for, takes
 * no format in the address, lists as HAL with pages counted from 0, and has ranges with an end
 * that is not included.
 */
export function klassService(
  classifications: readonly SimulatedClassification[],
): SimulatedService {
  const byId = new Map(classifications.map((each) => [each.id, each]));
  return {
    path: KLASS_PATH,
    setting: { variable: 'STATBANK_KLASS_URL', below: '' },
    target: (_, path) => ({
      kind: 'klass',
      table: /\/classifications\/(\d+)/.exec(path)?.[1] ?? null,
    }),
    answer: (request) => {
      try {
        return reply(request.accept, 200, content(request, byId));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return reply(request.accept, error.status, { status: error.status, error: error.message });
      }
    },
  };
}

function reply(accept: string, status: number, body: object): Reply {
  if (/\bjson\b/.test(accept)) return jsonReply(JSON.stringify(body), status);
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: `<?xml version='1.0' encoding='UTF-8'?>${xml('response', body)}`,
  };
}

function xml(name: string, value: unknown): string {
  if (value === null || value === undefined) return `<${name}/>`;
  if (Array.isArray(value)) return value.map((each) => xml(name, each)).join('');
  if (typeof value !== 'object') {
    return `<${name}>${JSON.stringify(value).replaceAll(/^"|"$/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</${name}>`;
  }
  const members = Object.entries(value).map(([member, each]) => xml(member, each));
  return `<${name}>${members.join('')}</${name}>`;
}

function content(
  request: ServiceRequest,
  classifications: ReadonlyMap<string, SimulatedClassification>,
): object {
  const { path, query } = request;
  if (path === '/classifications') return list(request, [...classifications.values()]);
  const [, id = '', , what] = /^\/classifications\/(\d+)(\/(\w+))?$/.exec(path) ?? [];
  const found = classifications.get(id);
  if (found === undefined) throw new Refused(404, `Classification not found: ${path}`);
  const language = languageOf(query);
  switch (what) {
    case undefined:
      return described(found, language, linkTo(request.world, id));
    case 'codes':
      return codesList(found, rangeOf(query), language);
    case 'codesAt':
      return codesAtList(found, dayOf(query, 'date'), language);
    case 'changes':
      return changesList(found, rangeOf(query), language);
    case 'corresponds': {
      const target = query.get('targetClassificationId') ?? '';
      const table = correspondsList(found, target, classifications.get(target), rangeOf(query));
      if (table !== null) return table;
      throw new Refused(404, `${found.id} has no correspondence with ${target} in the range`);
    }
    default:
      throw new Refused(404, `No resource ${path}`);
  }
}

function described(
  { names, versions }: SimulatedClassification,
  language: Language,
  self: string,
): object {
  return {
    name: names[language] ?? names.nb,
    primaryLanguage: 'nb',
    versions: versions.map(({ validFrom, validTo }) => ({
      name: `${names[language] ?? names.nb} ${validFrom.slice(0, 4)}`,
      validFrom,
      ...(validTo === undefined ? {} : { validTo }),
      published: Object.keys(names),
    })),
    _links: { self: { href: self } },
  };
}

function linkTo({ baseUrl }: World, id: string): string {
  return `${new URL(baseUrl).origin}${KLASS_PATH}/classifications/${id}`;
}

const DEFAULT_SIZE = 20;

function list({ query, world }: ServiceRequest, all: readonly SimulatedClassification[]): object {
  const number = Number(query.get('page') ?? 0);
  const size = Number(query.get('size') ?? DEFAULT_SIZE);
  const page = all.slice(number * size, (number + 1) * size);
  return {
    ...(page.length === 0
      ? {}
      : {
          _embedded: {
            classifications: page.map(({ id, names }) => ({
              name: names.nb,
              _links: { self: { href: linkTo(world, id) } },
            })),
          },
        }),
    page: {
      size,
      totalElements: all.length,
      totalPages: Math.ceil(all.length / size),
      number,
    },
  };
}

function languageOf(query: URLSearchParams): Language {
  const asked = query.get('language') ?? 'nb';
  if (asked === 'nb' || asked === 'nn' || asked === 'en') return asked;
  throw new Refused(400, `Language not supported: ${asked}`);
}

function rangeOf(query: URLSearchParams): DayRange {
  return { from: dayOf(query, 'from'), to: query.has('to') ? dayOf(query, 'to') : null };
}

function dayOf(query: URLSearchParams, name: string): string {
  const day = query.get(name) ?? '';
  if (/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  throw new Refused(400, `Parameter ${name} must be a date such as 2024-01-01`);
}
