import { type OrderedJson, writeJson } from '../ordered-json.ts';
import { RequestProblem } from '../problem.ts';
import { compileQuery } from '../query/search.ts';
import { catalogueEntry, catalogueLabel, link } from '../render/catalogue.ts';
import { jsonReply } from '../reply.ts';
import type { Language, SimulatedTable } from '../table/model.ts';
import { type Call, type Route, languageOf } from './route.ts';

const DEFAULT_PAGE_SIZE = 20;
const DAY = 86_400_000;

/** `GET /tables`: the catalogue and its search. */
export const tablesRoute: Route = {
  kind: 'tables',
  methods: ['GET'],
  path: /^\/tables\/?$/i,
  handle: (call) => {
    const language = languageOf(call);
    const found = search(call, language);
    const pageSize = positive(call.parameters.integer('pageSize')) ?? DEFAULT_PAGE_SIZE;
    const pageNumber = positive(call.parameters.integer('pageNumber')) ?? 1;
    const totalPages = Math.max(1, Math.ceil(found.length / pageSize));
    if (pageNumber > totalPages) throw new RequestProblem('Non-existent page');
    const page = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
    const address = pageAddress(call, language, pageSize);
    return jsonReply(
      writeJson({
        language,
        tables: page.map((table) => catalogueEntry(table, language, call.world.baseUrl)),
        page: {
          pageNumber,
          pageSize,
          totalElements: found.length,
          totalPages,
          links: pageLinks(pageNumber, totalPages, language, address),
        },
        links: [link('self', language, address(pageNumber))],
      }),
    );
  },
};

function search(call: Call, language: Language): readonly SimulatedTable[] {
  const { parameters, world } = call;
  const query = parameters.get('query') ?? '';
  const matches = query.trim() === '' ? () => true : compileQuery(query);
  const discontinuedToo = parameters.get('includeDiscontinued')?.toLowerCase() === 'true';
  const pastDays = positive(parameters.integer('pastDays'));
  const oldest =
    pastDays === null ? null : new Date(world.clock.now().getTime() - pastDays * DAY).toISOString();
  return [...world.tables.values()]
    .filter((table) => discontinuedToo || !table.discontinued)
    .filter((table) => oldest === null || (table.updated ?? '') >= oldest)
    .filter((table) => matches(table, catalogueLabel(table, language)))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function positive(number: number | null): number | null {
  return number !== null && number > 0 ? number : null;
}

/**
 * Addresses of pages as SSB writes them: `pagesize` in lower case, spaces not encoded,
 * and without `includeDiscontinued` even if the request had it.
 */
function pageAddress(
  call: Call,
  language: Language,
  pageSize: number,
): (pageNumber: number) => string {
  const query = call.parameters.get('query');
  const pastDays = call.parameters.get('pastDays');
  const kept = [
    `lang=${language}`,
    ...(query === null ? [] : [`query=${query}`]),
    ...(pastDays === null ? [] : [`pastDays=${pastDays}`]),
    `pagesize=${pageSize}`,
  ].join('&');
  return (pageNumber) => `${call.world.baseUrl}/tables/?${kept}&pageNumber=${pageNumber}`;
}

function pageLinks(
  pageNumber: number,
  totalPages: number,
  language: Language,
  address: (pageNumber: number) => string,
): readonly OrderedJson[] {
  return [
    ...(pageNumber < totalPages ? [link('next', language, address(pageNumber + 1))] : []),
    ...(pageNumber > 1 ? [link('previous', language, address(pageNumber - 1))] : []),
    link('last', language, address(totalPages)),
  ];
}
