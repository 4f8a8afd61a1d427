import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import type { TableDescription, TimeUnit } from '../../transform/table.ts';
import type { Provider, SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';
import { acceptFile } from './accept.ts';
import { instantOf } from './last-modified.ts';
import { wholePlan } from './whole-plan.ts';

/** A source whose tables are files that are read whole. */
export interface OneFileSource {
  readonly id: string;
  /** Address of the table's file. @throws StatbankError SB_SOURCE_NO_SUCH_TABLE */
  readonly urlOf: (table: string) => string;
  /** Names a table's file in messages. */
  readonly whatOf: (table: string) => string;
  readonly read: (table: string, bytes: Uint8Array) => Cube;
  readonly licence: string | null;
  readonly timeUnit: TimeUnit | null;
}

/** A provider of such tables: what describes a table and its cells come in one document. */
export function oneFileProvider(source: OneFileSource): Provider {
  const cubeOf = (table: string, response: SourceResponse): Cube => {
    const what = source.whatOf(table);
    return readResponse(acceptFile(response, what), what, (bytes) => source.read(table, bytes));
  };
  return Object.freeze<Provider>({
    id: source.id,
    publications: null,
    fetchDescription: async (table, _selection, exchange) => {
      const request = { method: 'GET', url: source.urlOf(table), body: null } as const;
      const response = await exchange(request, 'document');
      cubeOf(table, response);
      return [response];
    },
    describe: (table, responses) =>
      describe(source, table, documentOf(source.id, table, responses), cubeOf),
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: (response, { ref }) => cubeOf(ref.table, response),
  });
}

function documentOf(
  provider: string,
  table: string,
  responses: readonly SourceResponse[],
): SourceResponse {
  const document = responses.findLast(({ purpose }) => purpose === 'document');
  if (document !== undefined) return document;
  throw new StatbankError(
    'SB_ARCHIVE_MISSING',
    `The fetch of ${provider}:${table} has no file. Sync the table again.`,
    { context: { table } },
  );
}

function describe(
  { id, licence, timeUnit }: OneFileSource,
  table: string,
  document: SourceResponse,
  cubeOf: (table: string, response: SourceResponse) => Cube,
): TableDescription {
  const cube = cubeOf(table, document);
  const periods = cube.dimensions.find(({ role }) => role === 'time')?.categories ?? [];
  return Object.freeze<TableDescription>({
    ref: Object.freeze({ provider: id, table }),
    titleNo: cube.label,
    titleEn: null,
    source: cube.source,
    licence,
    subjectPaths: [],
    official: null,
    discontinued: false,
    timeUnit,
    firstPeriod: periods[0]?.code ?? null,
    lastPeriod: periods.at(-1)?.code ?? null,
    updated: instantOf(document),
    nextUpdate: null,
    frame: frameOf(cube),
    english: null,
  });
}
