import { cellCount, type Cube, type CubeFrame, cubeSize } from '../../transform/cube.ts';
import { selectFrame } from '../../transform/frame.ts';
import type { Selection, TableDescription } from '../../transform/table.ts';
import type { Exchange, FetchPlan, Provider, SourceLimits, SourceResponse } from '../provider.ts';
import { checkAnswer, readAnswer } from '../query/answer.ts';
import { planRequests } from '../query/plan.ts';
import { resolveSelection } from '../query/selection.ts';
import { describeDataset, periodsPurpose, readDatasetFrame } from './describe.ts';
import type { SourceServer } from '../source-server.ts';
import { acceptDataset } from './failure.ts';
import { readFacts } from './facts.ts';
import { publicationsOf } from './publications.ts';
import { dataRequest, LONGEST_ADDRESS, periodsRequest } from './requests.ts';
import { fetchValues } from './values.ts';

async function fetchDescription(
  service: SourceServer,
  table: string,
  exchange: Exchange,
): Promise<readonly SourceResponse[]> {
  const values = await fetchValues(service, table, exchange);
  const request = periodsRequest(service, table, readDatasetFrame(values, table));
  const periods = await exchange(request, periodsPurpose(service));
  return [values, acceptDataset(periods, `periods of table ${table}`)];
}

/**
 * Plans by cells first. Where an address would be too long, requests name fewer values until
 * all are short enough.
 */
function planDataset(
  service: SourceServer,
  { ref, frame }: TableDescription,
  selection: Selection,
  limits: SourceLimits,
): FetchPlan {
  const planned = (maxValues?: number): FetchPlan =>
    planRequests(
      frame,
      null,
      selection,
      { maxCells: limits.maxCells, ...(maxValues === undefined ? {} : { maxValues }) },
      (block) => dataRequest(service, ref.table, frame, block),
    );
  const isShort = ({ requests, witness }: FetchPlan): boolean =>
    [...requests, ...(witness === null ? [] : [witness])].every(
      ({ request }) => request.url.length <= LONGEST_ADDRESS,
    );
  const values = [...selection.values()].reduce((sum, codes) => sum + codes.length, 0);
  let plan = planned();
  for (let most = Math.floor(values / 2); !isShort(plan); most = Math.floor(most / 2)) {
    if (most < selection.size) return plan;
    plan = planned(most);
  }
  return plan;
}

/** A query without data is answered with an empty time variable: cells that are not there. */
function withoutData(cube: Cube, asked: CubeFrame): Cube {
  const time = cube.dimensions.find(({ role }) => role === 'time');
  if (cube.cellCount > 0 || time?.categories.length !== 0) return cube;
  const dimensions = cube.dimensions.map((dimension) =>
    dimension === time
      ? (asked.dimensions.find(({ code }) => code === time.code) ?? dimension)
      : dimension,
  );
  const cells = cellCount(cubeSize({ dimensions }));
  return { ...cube, dimensions, cellCount: cells, values: { kind: 'sparse', values: new Map() } };
}

function toCube(response: SourceResponse, description: TableDescription): Cube {
  const { table } = description.ref;
  acceptDataset(response, `data of table ${table}`);
  readFacts(response, table);
  const { cube } = readAnswer(response, table);
  if (response.selection === null) return checkAnswer(cube, response, table);
  const asked = selectFrame(description.frame, response.selection);
  return checkAnswer(withoutData(cube, asked), response, table);
}

/**
 * Datasets of Eurostat's dissemination API in JSON-stat. Everything is asked for by filters in
 * the address, and every answer is checked against its question.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_SOURCE_TOO_MANY_CELLS, SB_SOURCE_RESPONSE, SB_CUBE_INVALID, SB_JSON_SYNTAX,
 *   SB_JSON_DUPLICATE_KEY, SB_JSON_TEXT, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createEurostatProvider(service: SourceServer): Provider {
  return Object.freeze<Provider>({
    id: service.id,
    publications: publicationsOf(service),
    fetchDescription: async (table, _selection, exchange) =>
      fetchDescription(service, table, exchange),
    describe: (table, responses) => describeDataset(service, table, responses),
    plan: (description, _responses, selection, limits) =>
      planDataset(service, description, resolveSelection(description.frame, selection), limits),
    toCube,
  });
}
