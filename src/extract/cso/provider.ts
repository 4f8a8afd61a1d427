import { createHash } from 'node:crypto';

import type { Cube, CubeFrame } from '../../transform/cube.ts';
import { selectCube } from '../../transform/select-cube.ts';
import { readJsonStatFrame } from '../../transform/jsonstat/document.ts';
import type { TableDescription } from '../../transform/table.ts';
import type { Provider, Publications, Purpose, SourceResponse } from '../provider.ts';
import { checkAnswer, readAnswer } from '../query/answer.ts';
import { periodSpan } from '../query/chronology.ts';
import { planRequests } from '../query/plan.ts';
import { requiredOf } from '../query/responses.ts';
import { resolveSelection } from '../query/selection.ts';
import { readResponse } from '../read-response.ts';
import { timeUnitOf } from './collection.ts';
import { acceptJson } from './failure.ts';
import { readFacts } from './facts.ts';
import type { SourceServer } from '../source-server.ts';
import { datasetRequest, metadataRequest } from './requests.ts';

/** One answer is a whole table, whatever is selected of it. */
const WHOLE = Object.freeze({ maxCells: Number.MAX_SAFE_INTEGER });

function metadataPurpose({ language }: SourceServer): Purpose {
  return `metadata:${language}`;
}

/** The variables and values of a table. */
export function readFrame(response: SourceResponse, table: string): CubeFrame {
  const what = `metadata of table ${table}`;
  return readResponse(acceptJson(response, what), what, readJsonStatFrame);
}

function describeTable(
  server: SourceServer,
  table: string,
  responses: readonly SourceResponse[],
): TableDescription {
  const response = requiredOf(responses, metadataPurpose(server));
  const whole = readFrame(response, table);
  const { official, archive, copyright, subject, product } = readFacts(response, table);
  const source = whole.source ?? copyright?.name ?? null;
  const frame = { ...whole, source, notes: whole.notes.filter((note) => note !== '') };
  const path = [
    ...(subject == null ? [] : [{ id: String(subject.code), label: subject.value }]),
    ...(product == null ? [] : [{ id: product.code, label: product.value }]),
  ];
  return Object.freeze({
    ref: Object.freeze({ provider: server.id, table }),
    titleNo: frame.label === '' ? table : frame.label,
    titleEn: null,
    source,
    licence: server.licence,
    subjectPaths: path.length === 0 ? [] : [path],
    official: official ?? null,
    discontinued: archive === true,
    timeUnit: timeUnitOf(frame.dimensions.map(({ code }) => code)),
    ...periodSpan(frame.dimensions),
    updated: frame.updated,
    nextUpdate: null,
    frame,
    english: null,
  });
}

function publicationsOf(server: SourceServer): Publications {
  const purpose = metadataPurpose(server);
  return Object.freeze<Publications>({
    look: async (table, _depth, _nonce, exchange) => [
      acceptJson(
        await exchange(metadataRequest(server, table), purpose),
        `metadata of table ${table}`,
      ),
    ],
    mark: (table, responses) => {
      const frame = readFrame(requiredOf(responses, purpose), table);
      return Object.freeze({
        updated: frame.updated,
        metadataUpdated: frame.updated,
        lastPeriod: periodSpan(frame.dimensions).lastPeriod,
        metadata: createHash('sha256').update(JSON.stringify(frame)).digest('hex'),
      });
    },
    successor: async () => null,
  });
}

/** Cuts what was selected out of the whole table that came. */
function toCube(response: SourceResponse, { ref, frame }: TableDescription): Cube {
  const { table } = ref;
  acceptJson(response, `data of table ${table}`);
  readFacts(response, table);
  const { cube } = readAnswer(response, table);
  const whole = new Map(
    frame.dimensions.map(({ code, categories }) => [
      code,
      categories.map((category) => category.code),
    ]),
  );
  checkAnswer(cube, { ...response, selection: whole }, table);
  const { selection } = response;
  if (selection === null) throw new TypeError('A data response has lost its selection.');
  return checkAnswer(selectCube(cube, selection), response, table);
}

/**
 * Tables of a PxStat server. The server gives whole tables only; what is selected is cut out of
 * them here.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_SOURCE_RESPONSE, SB_CUBE_INVALID, SB_CUBE_SELECTION, SB_JSON_SYNTAX, SB_JSON_DUPLICATE_KEY,
 *   SB_JSON_TEXT, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createCsoProvider(server: SourceServer): Provider {
  return Object.freeze<Provider>({
    id: server.id,
    publications: publicationsOf(server),
    fetchDescription: async (table, _selection, exchange) => [
      acceptJson(
        await exchange(metadataRequest(server, table), metadataPurpose(server)),
        `metadata of table ${table}`,
      ),
    ],
    describe: (table, responses) => describeTable(server, table, responses),
    plan: ({ ref, frame }, _responses, selection) =>
      planRequests(frame, null, resolveSelection(frame, selection), WHOLE, () =>
        datasetRequest(server, ref.table),
      ),
    toCube,
  });
}
