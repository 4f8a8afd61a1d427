import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import type { TableDescription } from '../../transform/table.ts';
import { acceptFile } from '../document/accept.ts';
import { describedCubes } from '../document/described-cubes.ts';
import { instantOf } from '../document/last-modified.ts';
import { wholePlan } from '../document/whole-plan.ts';
import { TABLE_LIMITS, unzipOnly, type ZipLimits } from '../document/zip.ts';
import type { Provider, SourceResponse } from '../provider.ts';
import { accountCubes } from './cubes.ts';
import { accountFrame } from './frame.ts';
import { readAccounts } from './read-accounts.ts';
import { readAppropriations } from './read-appropriations.ts';
import { type AccountTable, accountTable, TABLE_FORMS } from './tables.ts';

/** Where the zipped files are. */
export interface AccountsSource {
  readonly providerId: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly limits?: ZipLimits;
}

interface ReadTable {
  readonly cube: Omit<Cube, 'values' | 'symbols' | 'cellCount'>;
  readonly cubes: () => Iterable<Cube>;
}

/**
 * The central government accounts. A table is one kind of rows of one zipped CSV file: spending,
 * income, assets, debt and capital, or movements without a chapter, for a year, the last month, the
 * year to date, or all years.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_DOCUMENT_INVALID, SB_CUBE_INVALID, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createAccountsProvider(source: AccountsSource): Provider {
  const { providerId, baseUrl, limits = TABLE_LIMITS } = source;
  const cubes = describedCubes();
  return Object.freeze<Provider>({
    id: providerId,
    publications: null,
    fetchDescription: async (id, _selection, exchange) => {
      const { file } = requiredTable(id);
      const response = await exchange(
        { method: 'GET', url: `${baseUrl}/${file}`, body: null },
        'document',
      );
      return [acceptFile(response, whatOf(id))];
    },
    describe: unsupported,
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: unsupported,
    streamed: {
      describe: async (id, responses) => {
        const response = responses.findLast(({ purpose }) => purpose === 'document');
        if (response === undefined) throw noDocument(providerId, id);
        const read = await readTable(id, response, limits);
        return cubes.keep(describe(providerId, id, response, read.cube), response, read.cubes);
      },
      cubes: async function* (response, description) {
        yield* cubes.of(description, response);
      },
    },
  });
}

async function readTable(
  id: string,
  response: SourceResponse,
  limits: ZipLimits,
): Promise<ReadTable> {
  const table = requiredTable(id);
  const what = whatOf(id);
  const pieces = unzipOnly(acceptFile(response, what).bytes, '.csv', limits, what);
  if (table.content === 'bevilgninger') {
    const cube = await readAppropriations(pieces, what);
    return { cube: frameOf(cube), cubes: () => [cube] };
  }
  const read = await readAccounts(pieces, table.content, what);
  const frame = accountFrame({ ...table, content: table.content }, read.axes, read.lists);
  return { cube: frame, cubes: () => accountCubes(read, frame) };
}

function describe(
  provider: string,
  table: string,
  response: SourceResponse,
  frame: ReadTable['cube'],
): TableDescription {
  const months = frame.dimensions.at(-1)?.categories ?? [];
  return Object.freeze<TableDescription>({
    ref: Object.freeze({ provider, table }),
    titleNo: frame.label,
    titleEn: null,
    source: frame.source,
    licence: 'NLOD',
    subjectPaths: [],
    official: null,
    discontinued: false,
    timeUnit: 'monthly',
    firstPeriod: months[0]?.code ?? null,
    lastPeriod: months.at(-1)?.code ?? null,
    updated: instantOf(response),
    nextUpdate: null,
    frame,
    english: null,
  });
}

function requiredTable(id: string): AccountTable {
  const table = accountTable(id);
  if (table !== null) return table;
  throw new StatbankError(
    'SB_SOURCE_NO_SUCH_TABLE',
    `The accounts have no table ${id}. They have ${TABLE_FORMS}.`,
    { context: { table: id } },
  );
}

function whatOf(id: string): string {
  return `file of the accounts for table ${id}`;
}

function noDocument(provider: string, table: string): StatbankError {
  return new StatbankError(
    'SB_ARCHIVE_MISSING',
    `The fetch of ${provider}:${table} has no file. Sync the table again.`,
    { context: { table } },
  );
}

function unsupported(): never {
  throw new TypeError('Files of the accounts are read as streams.');
}
