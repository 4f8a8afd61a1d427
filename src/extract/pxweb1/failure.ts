import { z } from 'zod';

import { parseJson } from '../../transform/json/parse.ts';
import { acceptResponse, type Refusal } from '../accept-response.ts';
import { bodyKind } from '../http/body-kind.ts';
import type { SourceResponse } from '../provider.ts';

const errorBody = z.object({ error: z.string() });

/** What the body says, where it is one of the texts that are known; their variable parts cut off. */
function knownText({ headers, bytes }: SourceResponse): string | null {
  if (bodyKind(headers, bytes) !== 'json') return null;
  try {
    const { error } = errorBody.parse(parseJson(bytes));
    if (/^Too many values selected\b/i.test(error)) return 'Too many values selected';
    if (/^The request for variable\b/i.test(error)) return 'an error in the request for a variable';
    return error === 'Parameter error' ? error : null;
  } catch {
    return null;
  }
}

/**
 * Refusals of PxWebApi v1. Only SSB tells them apart in words; elsewhere the status and the
 * question have to do. A 403 to a data query means a selection that is too large, also where
 * the web server sends its own page, since the metadata were given just before.
 */
function refusalOf(response: SourceResponse): Refusal | null {
  const { status, purpose } = response;
  if (status < 400 || status > 499) return null;
  const isData = response.request.method === 'POST';
  const said = knownText(response);
  if (status === 403 && isData) {
    return {
      code: 'SB_SOURCE_TOO_MANY_CELLS',
      reason: said ?? 'status 403, which means too many cells or values',
      remedy:
        'The plan must be split further: set a lower max_cells for the provider. If small queries are refused, too, this address may be blocked',
    };
  }
  if (status === 400 && isData) {
    return {
      code: 'SB_SOURCE_SELECTION',
      reason: said ?? 'status 400',
      remedy: 'The table may have changed since its metadata were read: plan it again',
    };
  }
  // A page is the web server's own, during a restart for one: it does not tell that a table is gone.
  const isPage = bodyKind(response.headers, response.bytes) === 'html';
  if (status === 404 && !isPage && purpose.startsWith('metadata:')) {
    return {
      code: 'SB_SOURCE_NO_SUCH_TABLE',
      reason: `status ${status}`,
      remedy: 'Look for the table with "statbank search"; a closed one may have a successor',
    };
  }
  if (status === 400) {
    return {
      code: 'SB_HTTP_STATUS',
      reason: 'status 400, which says no more',
      remedy: "Check the table's id, and the languages and the database of the provider",
    };
  }
  return null;
}

/**
 * Lets an accepted JSON response of a PxWebApi v1 through.
 *
 * @param what Names what was asked for: `data of table 07459`.
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_TOO_MANY_CELLS, SB_SOURCE_SELECTION,
 *   and as `acceptResponse`
 */
export function acceptJson(response: SourceResponse, what: string): SourceResponse {
  return acceptResponse(response, what, refusalOf);
}
