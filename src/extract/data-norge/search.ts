import { z } from 'zod';

import { readBody } from '../read-body.ts';
import type { SourceRequest, SourceResponse } from '../provider.ts';

/** More data sets than a Norwegian agency has. */
const PAGE_SIZE = 100;

// The service's own words: its documentation names these members, and says that they may change.
const hit = z.object({
  id: z.string().min(1),
  uri: z.string(),
  organization: z.object({ id: z.string().nullish(), uri: z.string().nullish() }).nullish(),
});

const searchBody = z.object({
  hits: z.array(hit),
  page: z.object({ totalElements: z.int().nonnegative(), totalPages: z.int().nonnegative() }),
});

/** Asks for the open data sets that name an organisation. */
export function searchRequest(baseUrl: string, organisation: string): SourceRequest {
  return {
    method: 'POST',
    url: `${baseUrl}/search/datasets`,
    body: JSON.stringify({
      query: organisation,
      filters: { openData: { value: true } },
      pagination: { page: 0, size: PAGE_SIZE },
    }),
  };
}

/** What a search found. */
export interface FoundDatasets {
  /** Ids of the organisation's data sets, in the order of the alphabet. */
  readonly ids: readonly string[];
  /** Hits on all pages; more than a page holds means that some were not seen. */
  readonly total: number;
  readonly complete: boolean;
}

/**
 * The data sets of an organisation among the hits. A search for a number finds others, too: the
 * publisher's own number decides.
 *
 * @throws StatbankError SB_SOURCE_RESPONSE for an answer of another shape
 */
export function readSearch(response: SourceResponse, organisation: string): FoundDatasets {
  const { hits, page } = readBody(searchBody, response, 'search', 'search of data.norge.no');
  const own = hits.filter(
    ({ organization }) =>
      organization?.id === organisation ||
      organization?.uri?.endsWith(`/organizations/${organisation}`) === true,
  );
  return {
    ids: own.map(({ id }) => id).toSorted(),
    total: page.totalElements,
    complete: page.totalElements <= hits.length,
  };
}
