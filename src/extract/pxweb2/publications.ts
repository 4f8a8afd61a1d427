import { createHash } from 'node:crypto';
import { readJsonStatFrame } from '../../transform/jsonstat/document.ts';
import type { Publications, SourceRequest, SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';
import type { PxWebAgency } from './agency.ts';
import { findSuccessor } from './changes.ts';
import { requiredOf } from '../query/responses.ts';
import { instant, readEntry } from './describe.ts';
import { acceptJson } from './failure.ts';
import { entryRequest, metadataRequest } from './requests.ts';

/**
 * Publications of an agency's tables, seen by the stamps of entry and metadata and by a digest
 * of the metadata. The server keeps whole answers for minutes, by the raw address, and takes
 * no notice of parameters that it does not know: one of those makes an address new.
 */
export function publicationsOf(agency: PxWebAgency): Publications {
  const [own] = agency.languages;
  return Object.freeze<Publications>({
    look: async (table, depth, nonce, exchange) => {
      const responses: SourceResponse[] = [];
      if (depth === 'entry and metadata') {
        const request = unasked(entryRequest(agency, table, own), nonce);
        const entry = await exchange(request, 'entry');
        readEntry(entry, table);
        responses.push(entry);
      }
      const request = unasked(metadataRequest(agency, table, own), nonce);
      const metadata = await exchange(request, `metadata:${own}`);
      responses.push(acceptJson(metadata, `metadata of table ${table}`));
      return responses;
    },
    mark: (table, responses) => {
      const entry = readEntry(requiredOf(responses, 'entry'), table);
      const metadata = requiredOf(responses, `metadata:${own}`);
      const frame = readResponse(metadata, `metadata of table ${table}`, readJsonStatFrame);
      return Object.freeze({
        updated: instant(entry.updated),
        metadataUpdated: frame.updated,
        lastPeriod: entry.lastPeriod ?? null,
        metadata: createHash('sha256').update(JSON.stringify(frame)).digest('hex'),
      });
    },
    successor: async (table, exchange) => findSuccessor(agency, table, exchange),
  });
}

function unasked(request: SourceRequest, nonce: string): SourceRequest {
  return Object.freeze({ ...request, url: `${request.url}&look=${encodeURIComponent(nonce)}` });
}
