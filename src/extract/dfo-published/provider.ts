import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import type { TableDescription } from '../../transform/table.ts';
import { acceptFile } from '../document/accept.ts';
import { wholePlan } from '../document/whole-plan.ts';
import type { Provider, SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';
import { readFigures } from './figures.ts';
import { figureCube, figureTables } from './tables.ts';

/** A report whose printed figures are tables. */
export interface PublishedReport {
  readonly providerId: string;
  /** Folder that holds `published-figures.csv`, without a slash at the end. */
  readonly baseUrl: string;
}

const WHAT = 'file of published figures';

/**
 * Tables from the figures that a report prints: what was published then, beside what can be
 * refreshed. One file holds them all, so describing a table brings its cells with it.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_DOCUMENT_INVALID, SB_CUBE_INVALID, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createPublishedProvider({ providerId, baseUrl }: PublishedReport): Provider {
  return Object.freeze<Provider>({
    id: providerId,
    publications: null,
    fetchDescription: async (table, _selection, exchange) => {
      const url = `${baseUrl}/published-figures.csv`;
      const response = await exchange({ method: 'GET', url, body: null }, 'document');
      cubeOf(table, response);
      return [response];
    },
    describe: (table, responses) => describeTable(providerId, table, responses),
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: (response, { ref }) => cubeOf(ref.table, response),
  });
}

function describeTable(
  provider: string,
  table: string,
  responses: readonly SourceResponse[],
): TableDescription {
  const document = responses.findLast(({ purpose }) => purpose === 'document');
  if (document === undefined) {
    throw new StatbankError(
      'SB_ARCHIVE_MISSING',
      `The fetch of ${provider}:${table} has no file of figures. Sync the table again.`,
      { context: { table } },
    );
  }
  const cube = cubeOf(table, document);
  const time = cube.dimensions.at(-1)?.categories ?? [];
  return Object.freeze<TableDescription>({
    ref: Object.freeze({ provider, table }),
    titleNo: cube.label,
    titleEn: null,
    source: cube.source,
    licence: null,
    subjectPaths: [],
    official: false,
    discontinued: false,
    timeUnit: 'annual',
    firstPeriod: time[0]?.code ?? null,
    lastPeriod: time.at(-1)?.code ?? null,
    updated: null,
    nextUpdate: null,
    frame: frameOf(cube),
    english: null,
  });
}

function cubeOf(table: string, response: SourceResponse): Cube {
  const figures = readResponse(acceptFile(response, WHAT), WHAT, readFigures);
  const cube = figureCube(table, figures);
  if (cube !== null) return cube;
  throw new StatbankError(
    'SB_SOURCE_NO_SUCH_TABLE',
    `The published figures have no table ${table}. They have ${figureTables(figures).join(', ')}.`,
    { context: { table } },
  );
}
