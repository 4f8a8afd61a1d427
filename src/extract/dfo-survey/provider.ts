import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { frameOf } from '../../transform/frame.ts';
import { acceptFile } from '../document/accept.ts';
import { describeFile } from '../document/describe-file.ts';
import { describedCubes } from '../document/described-cubes.ts';
import { instantOf } from '../document/last-modified.ts';
import { wholePlan } from '../document/whole-plan.ts';
import { readDeclaration } from '../document/yaml.ts';
import type { Exchange, Provider, SourceResponse } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import { readResponse, readResponseInPieces } from '../read-response.ts';
import { readWorkbook } from '../xlsx/workbook.ts';
import { COMPARABILITY, readComparability } from './comparability.ts';
import { MAPPING_SCHEMA, type SurveyMapping, type SurveyTable } from './mapping-schema.ts';
import { readSurveyTable } from './read-survey.ts';

/** Where the declarations of editions are. */
export interface SurveySource {
  readonly providerId: string;
  /** Folder of `2024.yaml` and its like, without a slash at the end. */
  readonly baseUrl: string;
}

const MAPPING = 'metadata:mapping';

/** A question of an edition, `internettsikkerhet_2024`. */
const TABLE = /^(.+)_([A-Za-z0-9-]+)$/;

/**
 * Tables of the citizen survey: one question of one edition, out of the edition's workbook as its
 * declaration says; and the verdicts on which editions can be compared.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_DOCUMENT_INVALID, SB_CUBE_INVALID, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createSurveyProvider({ providerId, baseUrl }: SurveySource): Provider {
  // What describes a table is read from its cells: they are kept for when they are asked for.
  const cubes = describedCubes();
  return Object.freeze<Provider>({
    id: providerId,
    publications: null,
    fetchDescription: async (table, _selection, exchange) =>
      fetchDocuments(providerId, baseUrl, table, exchange),
    describe: unsupported,
    plan: (description, _responses, selection) => wholePlan(description, selection),
    toCube: unsupported,
    streamed: {
      describe: async (table, responses) => {
        const document = requiredOf(responses, 'document');
        const { cube, licence } = await readTable(providerId, table, document, responses);
        const description = describeFile({
          ref: { provider: providerId, table },
          frame: frameOf(cube),
          licence,
          timeUnit: cube.dimensions.some(({ role }) => role === 'time') ? 'annual' : null,
          updated: instantOf(document),
        });
        return cubes.keep(description, document, () => [cube]);
      },
      cubes: async function* (response, description) {
        yield* cubes.of(description, response);
      },
    },
  });
}

async function fetchDocuments(
  provider: string,
  baseUrl: string,
  table: string,
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const get = async (url: string, purpose: SourceResponse['purpose']): Promise<SourceResponse> =>
    acceptFile(await exchange({ method: 'GET', url, body: null }, purpose), whatOf(table));
  if (table === COMPARABILITY) return [await get(`${baseUrl}/comparability.yaml`, 'document')];
  const mapping = await get(`${baseUrl}/${partsOf(provider, table).edition}.yaml`, MAPPING);
  const { workbook } = readMapping(mapping, table);
  const address = URL.canParse(workbook) ? workbook : `${baseUrl}/${encodeURI(workbook)}`;
  return [mapping, await get(address, 'document')];
}

async function readTable(
  provider: string,
  table: string,
  document: SourceResponse,
  responses: readonly SourceResponse[],
): Promise<{ readonly cube: Cube; readonly licence: string | null }> {
  const what = whatOf(table);
  const file = acceptFile(document, what);
  if (table === COMPARABILITY) {
    const cube = readResponse(file, what, (bytes) => readComparability(bytes, what));
    return { cube, licence: null };
  }
  const mapping = readMapping(requiredOf(responses, MAPPING), table);
  const { question, edition } = partsOf(provider, table);
  const declared = mapping.tables.find((each) => each.table === question);
  if (declared === undefined || mapping.edition !== edition) {
    throw noSuchTable(provider, table, mapping.tables);
  }
  const cube = await readResponseInPieces(file, what, async (bytes) =>
    readSurveyTable(await readWorkbook(bytes, what), mapping, declared, what),
  );
  return { cube, licence: mapping.licence ?? null };
}

function readMapping(response: SourceResponse, table: string): SurveyMapping {
  const what = `declaration of the edition of ${table}`;
  return readResponse(acceptFile(response, what), what, (bytes) =>
    readDeclaration(bytes, MAPPING_SCHEMA, what),
  );
}

function partsOf(
  provider: string,
  table: string,
): { readonly question: string; readonly edition: string } {
  const [, question, edition] = TABLE.exec(table) ?? [];
  if (question === undefined || edition === undefined) throw noSuchTable(provider, table, []);
  return { question, edition };
}

function noSuchTable(
  provider: string,
  table: string,
  declared: readonly Pick<SurveyTable, 'table'>[],
): StatbankError {
  const names = declared.map((each) => each.table).join(', ');
  const there = names === '' ? '' : ` Its edition declares ${names}.`;
  return new StatbankError(
    'SB_SOURCE_NO_SUCH_TABLE',
    `${provider} has no table ${table}: write question and edition, such as internettsikkerhet_2024, or ${COMPARABILITY}.${there}`,
    { context: { table } },
  );
}

function whatOf(table: string): string {
  return `file of the survey for table ${table}`;
}

function unsupported(): never {
  throw new TypeError('Files of the survey are read as streams.');
}
