import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import { readJsonStat } from '../../transform/jsonstat/document.ts';
import type { Provider, SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';

/** Provider id of tables that came as documents. */
export const FILE_PROVIDER = 'file';

/**
 * Table ids of the datasets in a JSON-stat document: the document's own name, or, where it
 * holds several, that name with each dataset's behind a dot.
 *
 * @throws StatbankError as `readJsonStat`; SB_CUBE_INVALID if the document has no dataset in it
 */
export function documentTables(document: string, bytes: Uint8Array): readonly string[] {
  const { cubes, links } = readJsonStat(bytes);
  if (cubes.length === 0) {
    const hint =
      links.length === 0 ? '' : ` It links to ${links.length} others; import those: ${links[0]}`;
    throw new StatbankError('SB_CUBE_INVALID', `${document} holds no dataset.${hint}`, {
      context: { document, links: links.length },
    });
  }
  return cubes.length === 1 ? [document] : cubes.map(({ name }) => `${document}.${name}`);
}

/** Tables from JSON-stat documents that a person names, by file or by address. */
export const fileProvider: Provider = Object.freeze<Provider>({
  id: FILE_PROVIDER,
  publications: null,
  fetchDescription: async (table) => {
    throw new StatbankError(
      'SB_USAGE',
      `file:${table} came from a document and cannot be fetched by name. Import the document again: statbank import FILE.`,
      { context: { table } },
    );
  },
  describe: (table, responses) => {
    const cube = datasetOf(table, documentOf(table, responses));
    return Object.freeze({
      ref: Object.freeze({ provider: FILE_PROVIDER, table }),
      titleNo: cube.label === '' ? table : cube.label,
      titleEn: null,
      source: cube.source,
      licence: null,
      subjectPaths: [],
      official: null,
      discontinued: false,
      timeUnit: null,
      firstPeriod: null,
      lastPeriod: null,
      updated: cube.updated,
      nextUpdate: null,
      frame: frameOf(cube),
      english: null,
    });
  },
  plan: ({ frame }) =>
    Object.freeze({ requests: [], cells: 0, frame, english: null, witness: null }),
  toCube: (response, { ref }) => datasetOf(ref.table, response),
});

function documentOf(table: string, responses: readonly SourceResponse[]): SourceResponse {
  const document = responses.find(({ purpose }) => purpose === 'document');
  if (document !== undefined) return document;
  throw new StatbankError('SB_ARCHIVE_MISSING', `The archive has no document for file:${table}.`, {
    context: { table },
  });
}

function datasetOf(table: string, response: SourceResponse): Cube {
  const { cubes } = readResponse(response, `document of file:${table}`, readJsonStat);
  const [first] = cubes;
  const found = cubes.length === 1 ? first : cubes.find(({ name }) => table.endsWith(`.${name}`));
  if (found !== undefined) return found.cube;
  throw new StatbankError(
    'SB_CUBE_INVALID',
    `The document of file:${table} holds no such dataset.`,
    {
      context: { table },
    },
  );
}
