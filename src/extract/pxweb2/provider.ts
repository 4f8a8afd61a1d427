import type { Cube, CubeFrame } from '../../transform/cube.ts';
import { readJsonStatFrame } from '../../transform/jsonstat/document.ts';
import type { TableDescription } from '../../transform/table.ts';
import type { Exchange, Provider, SourceResponse, TableSelection } from '../provider.ts';
import { readResponse } from '../read-response.ts';
import type { PxWebAgency } from './agency.ts';
import { checkAnswer, readAnswer } from '../query/answer.ts';
import {
  codelistPurpose,
  frameWithCodelists,
  namedCodelists,
  offeredCodelists,
  readCodelist,
} from './codelist.ts';
import { describeTable, ENGLISH, metadataLanguages, readEntry } from './describe.ts';
import { requiredOf, wrongTable } from '../query/responses.ts';
import { alignEnglish } from '../query/english.ts';
import { acceptJson } from './failure.ts';
import { planRequests } from '../query/plan.ts';
import { publicationsOf } from './publications.ts';
import { codelistRequest, dataRequest, entryRequest, metadataRequest } from './requests.ts';
import { resolveSelection } from '../query/selection.ts';

/** What the reader calls a dataset that does not say which table it is. */
const UNNAMED = 'dataset';

async function fetchDescription(
  agency: PxWebAgency,
  table: string,
  selection: TableSelection,
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const [own] = agency.languages;
  const languages = metadataLanguages(agency);
  const entry = await exchange(entryRequest(agency, table, own), 'entry');
  // Asked first: a refused entry tells that a table is gone, which refused metadata does not.
  readEntry(entry, table);
  const responses = [entry];
  for (const language of languages) {
    const request = metadataRequest(agency, table, language);
    const response = await exchange(request, `metadata:${language}`);
    responses.push(acceptJson(response, `metadata of table ${table}`));
  }
  const metadata = requiredOf(responses, `metadata:${own}`);
  const used = namedCodelists(
    readResponse(metadata, `metadata of table ${table}`, readJsonStatFrame),
    selection,
    offeredCodelists(metadata),
  );
  for (const id of new Set(used.values())) {
    for (const language of languages) {
      const request = codelistRequest(agency, id, language);
      const response = await exchange(request, codelistPurpose(language, id));
      responses.push(acceptJson(response, `codelist ${id}`));
    }
  }
  return responses;
}

function frameIn(
  language: string,
  frame: CubeFrame,
  codelists: ReadonlyMap<string, string>,
  responses: readonly SourceResponse[],
): CubeFrame {
  const bodies = [...codelists].map(
    ([variable, id]) =>
      [variable, readCodelist(requiredOf(responses, codelistPurpose(language, id)))] as const,
  );
  return frameWithCodelists(frame, new Map(bodies));
}

function toCube(response: SourceResponse, description: TableDescription): Cube {
  const { table } = description.ref;
  acceptJson(response, `data of table ${table}`);
  const only = readAnswer(response, table);
  if (only.name !== UNNAMED && only.name.toLowerCase() !== table.toLowerCase()) {
    throw wrongTable('/extension/px/tableid', table, only.name, response.sha256);
  }
  return checkAnswer(only.cube, response, table);
}

/**
 * Tables of an agency that serves PxWebApi v2. Every data query is explicit and complete, and
 * every answer is checked against its question: the server eliminates, defaults and
 * ignores without saying so.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_SOURCE_TOO_MANY_CELLS, SB_SOURCE_RESPONSE, SB_CUBE_INVALID, SB_JSON_SYNTAX,
 *   SB_JSON_DUPLICATE_KEY, SB_JSON_TEXT, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createPxWeb2Provider(agency: PxWebAgency): Provider {
  const [own] = agency.languages;
  return Object.freeze<Provider>({
    id: agency.id,
    publications: publicationsOf(agency),
    fetchDescription: async (table, selection, exchange) =>
      fetchDescription(agency, table, selection, exchange),
    describe: (table, responses) => describeTable(agency, table, responses),
    plan: (description, responses, selection, limits) => {
      const { table } = description.ref;
      const offered = offeredCodelists(requiredOf(responses, `metadata:${own}`));
      const codelists = namedCodelists(description.frame, selection, offered);
      const frame = frameIn(own, description.frame, codelists, responses);
      const english =
        description.english === null
          ? null
          : alignEnglish(frame, frameIn(ENGLISH, description.english, codelists, responses));
      const resolved = resolveSelection(frame, selection);
      return planRequests(frame, english, resolved, limits, (block) =>
        dataRequest(agency, table, block, codelists),
      );
    },
    toCube,
  });
}
