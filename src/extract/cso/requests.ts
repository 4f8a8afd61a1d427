import { StatbankError } from '../../errors/statbank-error.ts';
import type { SourceRequest } from '../provider.ts';
import type { SourceServer } from '../source-server.ts';

function get(
  { baseUrl }: SourceServer,
  method: 'ReadDataset' | 'ReadMetadata' | 'ReadCollection',
  steps: readonly string[],
): SourceRequest {
  const url = [`${baseUrl}/PxStat.Data.Cube_API.${method}`, ...steps].join('/');
  return Object.freeze({ method: 'GET', url, body: null });
}

/**
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE for text that cannot be a table's code: it would
 *   become another address
 */
function inJsonStat({ language }: SourceServer, table: string): readonly string[] {
  if (!/^[A-Za-z0-9]+$/.test(table)) {
    throw new StatbankError(
      'SB_SOURCE_NO_SUCH_TABLE',
      `${JSON.stringify(table)} cannot be the code of a table in PxStat. A code is like FIQ02.`,
      { context: { table } },
    );
  }
  return [table, 'JSON-stat', '2.0', language];
}

export function metadataRequest(server: SourceServer, table: string): SourceRequest {
  return get(server, 'ReadMetadata', inJsonStat(server, table));
}

export function datasetRequest(server: SourceServer, table: string): SourceRequest {
  return get(server, 'ReadDataset', inJsonStat(server, table));
}

/** @param since tables with a release on this day (`YYYY-MM-DD`) or later; null for all */
export function collectionRequest(server: SourceServer, since: string | null): SourceRequest {
  return get(server, 'ReadCollection', since === null ? [] : [since, server.language]);
}
