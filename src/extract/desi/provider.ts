import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import type { TableDescription } from '../../transform/table.ts';
import { acceptFile } from '../document/accept.ts';
import { describeFile } from '../document/describe-file.ts';
import { wholePlan } from '../document/whole-plan.ts';
import type { Provider, SourceRequest, SourceResponse } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import { readResponse } from '../read-response.ts';
import { cubeOfFacts } from './cube.ts';
import { readFacts } from './facts.ts';

/** A server of the European Commission's DESI charts. */
export interface DesiServer {
  readonly id: string;
  /** Up to and including `/api/v1`, without a slash at the end. */
  readonly baseUrl: string;
}

/**
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE for text that cannot name a group of charts
 */
function factsRequest({ baseUrl }: DesiServer, table: string): SourceRequest {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(table)) {
    throw new StatbankError(
      'SB_SOURCE_NO_SUCH_TABLE',
      `${JSON.stringify(table)} cannot name a group of DESI charts. A name is like desi-2022.`,
      { context: { table } },
    );
  }
  // Without the slash at its end the address is answered with a redirect.
  const url = `${baseUrl}/chart-groups/${table}/facts/`;
  return Object.freeze({ method: 'GET', url, body: null });
}

function cubeOf(table: string, response: SourceResponse): Cube {
  const what = `facts of ${table}`;
  const facts = readResponse(acceptFile(response, what), what, readFacts);
  return readResponse(response, what, () => cubeOfFacts(table, facts));
}

function describeTable(
  { id }: DesiServer,
  table: string,
  responses: readonly SourceResponse[],
): TableDescription {
  return describeFile({
    ref: { provider: id, table },
    frame: frameOf(cubeOf(table, requiredOf(responses, 'document'))),
    licence: 'CC BY 4.0',
    timeUnit: 'annual',
    updated: null,
    discontinued: table === 'desi-2022',
  });
}

/**
 * Groups of DESI charts, each one CSV file with all of its facts. The composite index ended with
 * 2022: its figures are history, kept so that what was printed of them can be held against them.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_DOCUMENT_INVALID, SB_CUBE_INVALID, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createDesiProvider(server: DesiServer): Provider {
  return Object.freeze<Provider>({
    id: server.id,
    publications: null,
    fetchDescription: async (table, _selection, exchange) => {
      const response = await exchange(factsRequest(server, table), 'document');
      cubeOf(table, response);
      return [response];
    },
    describe: (table, responses) => describeTable(server, table, responses),
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: (response, { ref }) => cubeOf(ref.table, response),
  });
}
