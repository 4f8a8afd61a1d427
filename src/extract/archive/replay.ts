import type { SourceResponse } from '../provider.ts';
import type { FetchRecord, ResponseRecord } from './fetch-record.ts';
import type { Archive } from './object-store.ts';

/**
 * The responses of a fetch that its publication was made from: not those that were refused,
 * cut short or superseded by a fresh start.
 */
export function usedResponses(fetch: FetchRecord): readonly ResponseRecord[] {
  return fetch.responses.filter(
    (response) =>
      !response.superseded &&
      response.undecodable === null &&
      response.status >= 200 &&
      response.status <= 299,
  );
}

/** One response as the source gave it, its bytes read from the archive and verified. */
export async function loadResponse(
  archive: Pick<Archive, 'get'>,
  record: ResponseRecord,
): Promise<SourceResponse> {
  return {
    purpose: record.purpose,
    request: record.request,
    status: record.status,
    headers: record.headers,
    requestedAt: record.requestedAt,
    respondedAt: record.respondedAt,
    sha256: record.sha256,
    selection: record.selection,
    bytes: await archive.get(record.sha256),
  };
}

/** Loads responses one at a time, in their order: a giant table never lies in memory whole. */
export async function* loadResponses(
  archive: Pick<Archive, 'get'>,
  records: Iterable<ResponseRecord>,
): AsyncGenerator<SourceResponse> {
  for (const record of records) yield await loadResponse(archive, record);
}
