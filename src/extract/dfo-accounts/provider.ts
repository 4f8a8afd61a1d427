import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube, CubeFrame } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import { acceptFile } from '../document/accept.ts';
import { describeFile } from '../document/describe-file.ts';
import { describedCubes } from '../document/described-cubes.ts';
import { instantOf } from '../document/last-modified.ts';
import { wholePlan } from '../document/whole-plan.ts';
import { TABLE_LIMITS, unzipOnly, type ZipLimits } from '../document/zip.ts';
import type { Provider } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import { readResponseInPieces } from '../read-response.ts';
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
  readonly frame: CubeFrame;
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
        const response = requiredOf(responses, 'document');
        const what = whatOf(id);
        const read = await readResponseInPieces(acceptFile(response, what), what, async (bytes) =>
          readTable(id, bytes, limits),
        );
        const description = describeFile({
          ref: { provider: providerId, table: id },
          frame: read.frame,
          licence: 'NLOD',
          timeUnit: 'monthly',
          updated: instantOf(response),
        });
        return cubes.keep(description, response, read.cubes);
      },
      cubes: async function* (response, description) {
        yield* cubes.of(description, response);
      },
    },
  });
}

async function readTable(id: string, bytes: Uint8Array, limits: ZipLimits): Promise<ReadTable> {
  const table = requiredTable(id);
  const what = whatOf(id);
  const pieces = unzipOnly(bytes, '.csv', limits, what);
  if (table.content === 'bevilgninger') {
    const cube = await readAppropriations(pieces, what);
    return { frame: frameOf(cube), cubes: () => [cube] };
  }
  const read = await readAccounts(pieces, table.content, what);
  const frame = accountFrame({ ...table, content: table.content }, read.axes, read.lists);
  return { frame, cubes: () => accountCubes(read, frame) };
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

function unsupported(): never {
  throw new TypeError('Files of the accounts are read as streams.');
}
