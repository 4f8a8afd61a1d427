import { StatbankError } from '../../errors/statbank-error.ts';
import type { CubeFrame } from '../../transform/cube.ts';
import type { Selection } from '../../transform/table.ts';
import type { SourceRequest } from '../provider.ts';
import type { SourceServer } from '../source-server.ts';

/** Longest address that is sent: the API takes no POST, and no bound of its server is known. */
export const LONGEST_ADDRESS = 2_000;

/**
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE for text that cannot be a dataset's code: it
 *   would become another address
 */
function address(
  { baseUrl, language }: SourceServer,
  table: string,
  filters: readonly (readonly [string, string])[],
): SourceRequest {
  if (!/^[A-Za-z0-9][A-Za-z0-9_$-]*$/.test(table)) {
    throw new StatbankError(
      'SB_SOURCE_NO_SUCH_TABLE',
      `${JSON.stringify(table)} cannot be the code of a Eurostat dataset. A code is like isoc_ci_ifp_iu.`,
      { context: { table } },
    );
  }
  const query = new URLSearchParams([
    ['format', 'JSON'],
    ['lang', language.toUpperCase()],
    ...filters.map(([name, value]): [string, string] => [name, value]),
  ]);
  const url = `${baseUrl}/statistics/1.0/data/${table}?${query.toString()}`;
  return Object.freeze({ method: 'GET', url, body: null });
}

/** All variables with all their values, and the cells of the newest period only. */
export function newestRequest(service: SourceServer, table: string): SourceRequest {
  return address(service, table, [['lastTimePeriod', '1']]);
}

/**
 * All variables with all their values, and no period: asked where even one period is too much.
 * A period that no dataset has is answered with an empty time variable.
 */
export function emptyRequest(service: SourceServer, table: string): SourceRequest {
  return address(service, table, [['sinceTimePeriod', '2999']]);
}

/**
 * All periods, by the cells of one value of every other variable. Frequency is left open: a
 * dataset with several has the periods of all of them.
 */
export function periodsRequest(
  service: SourceServer,
  table: string,
  frame: CubeFrame,
): SourceRequest {
  const filters = frame.dimensions
    .filter(({ code, role }) => role !== 'time' && code !== 'freq')
    .flatMap(({ code, categories }) =>
      categories.slice(0, 1).map((category) => [code, category.code] as const),
    );
  return address(service, table, filters);
}

/**
 * A data query. A variable that is taken whole is not filtered, which keeps addresses short;
 * a value that the description lacks then shows in the answer.
 */
export function dataRequest(
  service: SourceServer,
  table: string,
  frame: CubeFrame,
  selection: Selection,
): SourceRequest {
  const filters = frame.dimensions.flatMap(({ code, categories }) => {
    const asked = selection.get(code) ?? [];
    return asked.length === categories.length ? [] : asked.map((value) => [code, value] as const);
  });
  return address(service, table, filters);
}
