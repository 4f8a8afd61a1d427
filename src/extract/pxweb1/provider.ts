import { StatbankError } from '../../errors/statbank-error.ts';
import type { CubeFrame } from '../../transform/cube.ts';
import type { Selection } from '../../transform/table.ts';
import type { Provider, SourceRequest, SourceResponse, TableSelection } from '../provider.ts';
import { checkAnswer, readAnswer } from '../query/answer.ts';
import { planRequests } from '../query/plan.ts';
import { requiredOf } from '../query/responses.ts';
import { resolveSelection } from '../query/selection.ts';
import type { PxWeb1Agency } from './agency.ts';
import { readMetadata } from './bodies.ts';
import { describeTable, metadataPurpose } from './describe.ts';
import { acceptJson } from './failure.ts';
import { fetchDescription } from './fetch-description.ts';
import { withPeriodsOf } from './periods.ts';
import { publicationsOf } from './publications.ts';
import { dataRequest } from './requests.ts';

function refuseCodelists(selection: TableSelection): void {
  const [variable, asked] =
    Object.entries(selection).find(([, { codelist }]) => codelist !== undefined) ?? [];
  if (variable === undefined) return;
  throw new StatbankError(
    'SB_SOURCE_SELECTION',
    `The codelist ${asked?.codelist ?? ''} of ${variable} cannot be used: PxWebApi v1 does not list what is in one. Select values, or take the table from a PxWebApi v2.`,
    { context: { variable, codelist: asked?.codelist } },
  );
}

/** The request of a block in the source's own codes; variables that the server invented are left out. */
function requestOf(
  agency: PxWeb1Agency,
  table: string,
  frame: CubeFrame,
  responses: readonly SourceResponse[],
): (block: Selection) => SourceRequest {
  const [own] = agency.languages;
  const { variables } = readMetadata(requiredOf(responses, metadataPurpose(own)), table);
  const positions = new Map(
    frame.dimensions.map(({ code, categories }) => [
      code,
      new Map(categories.map((category, at) => [category.code, at])),
    ]),
  );
  return (block) => {
    const asked = variables.flatMap(({ code, values }) => {
      const codes = block.get(code);
      if (codes === undefined) return [];
      const named = codes.map((each) => values[positions.get(code)?.get(each) ?? -1] ?? each);
      return [[code, named] as const];
    });
    return dataRequest(agency, table, own, new Map(asked));
  };
}

/**
 * Tables of an agency that serves PxWebApi v1. Every data query names all variables that are
 * wanted, and every answer is checked against its question.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_SOURCE_TOO_MANY_CELLS, SB_SOURCE_RESPONSE, SB_CUBE_INVALID, SB_JSON_SYNTAX,
 *   SB_JSON_DUPLICATE_KEY, SB_JSON_TEXT, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createPxWeb1Provider(agency: PxWeb1Agency): Provider {
  return Object.freeze<Provider>({
    id: agency.id,
    publications: publicationsOf(agency),
    fetchDescription: async (table, _selection, exchange) =>
      fetchDescription(agency, table, exchange),
    describe: (table, responses) => describeTable(agency, table, responses),
    plan: ({ ref, frame, english }, responses, selection, limits) => {
      refuseCodelists(selection);
      const resolved = resolveSelection(frame, selection);
      return planRequests(
        frame,
        english,
        resolved,
        limits,
        requestOf(agency, ref.table, frame, responses),
      );
    },
    toCube: (response, { ref, frame }) => {
      acceptJson(response, `data of table ${ref.table}`);
      const { cube } = readAnswer(response, ref.table);
      return checkAnswer(withPeriodsOf(frame, cube), response, ref.table);
    },
  });
}
