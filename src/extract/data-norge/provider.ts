import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import type { TableDescription } from '../../transform/table.ts';
import { acceptResponse } from '../accept-response.ts';
import { describeFile } from '../document/describe-file.ts';
import { describedCubes } from '../document/described-cubes.ts';
import { wholePlan } from '../document/whole-plan.ts';
import type { Exchange, Provider, SourceResponse } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import { readResponse } from '../read-response.ts';
import { distributionCube } from './distribution-cube.ts';
import { readDistributions } from './graph.ts';
import { readSearch, searchRequest } from './search.ts';

/** The two services of Felles datakatalog. */
export interface DataNorge {
  readonly providerId: string;
  /** Without a slash at the end. */
  readonly searchUrl: string;
  readonly resourceUrl: string;
}

/** The distributions of an organisation's open data, by its number: `distribusjoner_986252932`. */
const TABLE = /^distribusjoner_(\d{9})$/;

/**
 * What data.norge.no states of a publisher's distributions: found by a search, read from the
 * description of each data set.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_SOURCE_RESPONSE, SB_DOCUMENT_INVALID, SB_JSON_SYNTAX, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS,
 *   and what the exchange throws
 */
export function createDataNorgeProvider(service: DataNorge): Provider {
  const cubes = describedCubes();
  return Object.freeze<Provider>({
    id: service.providerId,
    publications: null,
    fetchDescription: async (table, _selection, exchange) =>
      fetchGraphs(service, organisationOf(table), exchange),
    describe: unsupported,
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: unsupported,
    streamed: {
      describe: async (table, responses) => {
        const search = requiredOf(responses, 'document');
        const cube = readAll(organisationOf(table), search, responses);
        return cubes.keep(describe(service.providerId, table, cube), search, () => [cube]);
      },
      cubes: async function* (response, description) {
        yield* cubes.of(description, response);
      },
    },
  });
}

async function fetchGraphs(
  { searchUrl, resourceUrl }: DataNorge,
  organisation: string,
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const search = await exchange(searchRequest(searchUrl, organisation), 'document');
  const responses = [search];
  for (const id of datasetsOf(search, organisation)) {
    const url = `${resourceUrl}/v1/datasets/${encodeURIComponent(id)}/graph`;
    const graph = await exchange({ method: 'GET', url, body: null }, `metadata:${id}`);
    responses.push(acceptJson(graph, whatOf(id)));
  }
  return responses;
}

function datasetsOf(search: SourceResponse, organisation: string): readonly string[] {
  const { ids, total, complete } = readSearch(
    acceptJson(search, 'search of data.norge.no'),
    organisation,
  );
  if (ids.length > 0 && complete) return ids;
  const why =
    ids.length === 0
      ? `none of ${total} hits is published by ${organisation}`
      : `${total} hits are more than a page holds`;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The search of data.norge.no does not tell the data sets of ${organisation}: ${why}. The service may have changed: compare it with docs/dfo.md.`,
    { context: { organisation, total, found: ids.length, sha256: search.sha256 } },
  );
}

function readAll(
  organisation: string,
  search: SourceResponse,
  responses: readonly SourceResponse[],
): Cube {
  const distributions = datasetsOf(search, organisation).flatMap((id) => {
    const graph = requiredOf(responses, `metadata:${id}`);
    const what = whatOf(id);
    return readResponse(acceptJson(graph, what), what, (bytes) => readDistributions(bytes, what));
  });
  return distributionCube(organisation, distributions);
}

function describe(provider: string, table: string, cube: Cube): TableDescription {
  return describeFile({
    ref: { provider, table },
    frame: frameOf(cube),
    // What the catalogue states is facts; each distribution has a licence of its own.
    licence: null,
    timeUnit: null,
    updated: null,
  });
}

function organisationOf(table: string): string {
  const organisation = TABLE.exec(table)?.[1];
  if (organisation !== undefined) return organisation;
  throw new StatbankError(
    'SB_SOURCE_NO_SUCH_TABLE',
    `There is no table ${table}: write distribusjoner_ and the number of an organisation, such as distribusjoner_986252932 for DFØ.`,
    { context: { table } },
  );
}

/** A page in place of JSON must not be read as text of a fault. */
function acceptJson(response: SourceResponse, what: string): SourceResponse {
  return acceptResponse(response, what, () => null);
}

function whatOf(dataset: string): string {
  return `description of data set ${dataset}`;
}

function unsupported(): never {
  throw new TypeError('Descriptions of data sets are read together.');
}
