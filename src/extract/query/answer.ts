import { StatbankError } from '../../errors/statbank-error.ts';
import type { Cube } from '../../transform/cube.ts';
import { type NamedCube, readJsonStat } from '../../transform/jsonstat/document.ts';
import type { SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';
import { checkSelection } from './check.ts';

/**
 * The one dataset of a data response.
 *
 * @throws StatbankError as the JSON-stat reader; SB_SOURCE_RESPONSE for more or fewer datasets
 */
export function readAnswer(response: SourceResponse, table: string): NamedCube {
  const { cubes } = readResponse(response, `data of table ${table}`, readJsonStat);
  const [only] = cubes;
  if (only !== undefined && cubes.length === 1) return only;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The data of table ${table} hold ${cubes.length} datasets instead of one. Try again later.`,
    { context: { table, sha256: response.sha256 } },
  );
}

/**
 * Lets a cube through that has what its request asked for, no more and no less.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE with all findings
 */
export function checkAnswer(cube: Cube, response: SourceResponse, table: string): Cube {
  if (response.selection === null) throw new TypeError('A data response has lost its selection.');
  checkSelection(cube, response.selection, table, response.sha256);
  return cube;
}
