import { createHash } from 'node:crypto';

import type { PublicationMark, Publications, SourceResponse } from '../provider.ts';
import { requiredOf } from '../query/responses.ts';
import type { PxWeb1Agency } from './agency.ts';
import { readMetadata } from './bodies.ts';
import { metadataPurpose, readSample, samplePurpose } from './describe.ts';
import { fetchOwn } from './fetch-description.ts';

function markOf(
  [own]: PxWeb1Agency['languages'],
  table: string,
  responses: readonly SourceResponse[],
): PublicationMark {
  const metadata = readMetadata(requiredOf(responses, metadataPurpose(own)), table);
  const { updated } = readSample(requiredOf(responses, samplePurpose(own)), table);
  const time = metadata.variables.find((variable) => variable.time === true);
  return Object.freeze({
    updated,
    metadataUpdated: updated,
    lastPeriod: time?.values.at(-1) ?? null,
    metadata: createHash('sha256').update(JSON.stringify(metadata)).digest('hex'),
  });
}

/**
 * Publications of an agency's tables, seen by the stamp of a few cells and by a digest of the
 * metadata. Queries are POSTs with the address of the table, so nothing can make them new to a
 * cache; a look asks what the description asked.
 */
export function publicationsOf(agency: PxWeb1Agency): Publications {
  return Object.freeze<Publications>({
    look: async (table, _depth, _nonce, exchange) => fetchOwn(agency, table, exchange),
    mark: (table, responses) => markOf(agency.languages, table, responses),
    successor: async () => null,
  });
}
