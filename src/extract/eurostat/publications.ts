import { createHash } from 'node:crypto';

import type { PublicationMark, Publications, SourceResponse } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import { readDatasetFrame, valuesPurpose } from './describe.ts';
import type { SourceServer } from '../source-server.ts';
import { readFacts } from './facts.ts';
import { fetchValues } from './values.ts';

function markOf(response: SourceResponse, table: string): PublicationMark {
  // Cells are not part of it, and of two forms of the description one has no period.
  const { updated, dimensions } = readDatasetFrame(response, table);
  const variables = dimensions.filter(({ role }) => role !== 'time');
  return Object.freeze({
    updated,
    metadataUpdated: updated,
    lastPeriod: readFacts(response, table).latestPeriod,
    metadata: createHash('sha256').update(JSON.stringify(variables)).digest('hex'),
  });
}

/**
 * Publications of a dataset, seen by its stamp, its newest period and a digest of its variables.
 * The API refuses parameters that it does not know, so a look has the address of the description.
 */
export function publicationsOf(service: SourceServer): Publications {
  const purpose = valuesPurpose(service);
  return Object.freeze<Publications>({
    look: async (table, _depth, _nonce, exchange) => [await fetchValues(service, table, exchange)],
    mark: (table, responses) => markOf(requiredOf(responses, purpose), table),
    successor: async () => null,
  });
}
