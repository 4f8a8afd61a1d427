import { z } from 'zod';

import { parseJson } from '../../transform/json/parse.ts';
import { acceptResponse, type Refusal } from '../accept-response.ts';
import { bodyKind } from '../http/body-kind.ts';
import type { SourceResponse } from '../provider.ts';

const fault = z.object({
  status: z.union([z.int(), z.string().regex(/^\d{3}$/)]).nullish(),
  id: z.union([z.int(), z.string()]).nullish(),
});

/** Refusals as `{"error":[…]}` or `{"error":{…}}`, and promises to answer later. */
const refusalBody = z.union([
  z.object({ warning: fault }),
  z.object({ error: z.union([fault, z.array(fault).min(1)]) }),
]);

/** Datasets are larger; parsing one twice would cost as much as reading it. */
const LONGEST_REFUSAL = 65_536;

const TOO_LARGE: Omit<Refusal, 'reason'> = {
  code: 'SB_SOURCE_TOO_MANY_CELLS',
  remedy: 'The plan must be split further: set a lower max_cells for the provider',
};

/** What the body itself says its status is; null for a body that is no refusal. */
function statedFault(response: SourceResponse): { readonly status: number } | null {
  const { bytes, headers } = response;
  if (bytes.byteLength > LONGEST_REFUSAL || bodyKind(headers, bytes) !== 'json') return null;
  try {
    const body = refusalBody.parse(parseJson(bytes));
    const stated = 'warning' in body ? body.warning : body.error;
    const [first] = Array.isArray(stated) ? stated : [stated];
    return { status: Number(first?.status ?? response.status) };
  } catch {
    return null;
  }
}

/**
 * Refusals that the body tells, whatever the status line says: an answer that is too large comes
 * as status 200 with a warning of status 413. Texts of the body are not repeated.
 */
function refusalOf(response: SourceResponse): Refusal | null {
  const stated = statedFault(response);
  if (response.status === 413 || stated?.status === 413) {
    return { ...TOO_LARGE, reason: 'it would be too large for one answer (413)' };
  }
  if (stated === null) return null;
  if (stated.status === 404 && response.purpose !== 'data' && response.purpose !== 'witness') {
    return {
      code: 'SB_SOURCE_NO_SUCH_TABLE',
      reason: 'it has no such dataset (404)',
      remedy: 'Look the code up in the data browser; a closed dataset may have a successor',
    };
  }
  if (stated.status === 400) {
    return {
      code: 'SB_SOURCE_SELECTION',
      reason: 'an unknown variable or value (400)',
      remedy: 'The dataset may have changed since it was described: plan it again',
    };
  }
  return {
    code: 'SB_HTTP_STATUS',
    reason: `status ${response.status}, an error of status ${stated.status}`,
    remedy: 'Try again later; the bytes are kept in the archive',
  };
}

/**
 * Lets an accepted dataset through.
 *
 * @param what Names what was asked for: `data of table isoc_ciegi_ac`.
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_TOO_MANY_CELLS, SB_SOURCE_SELECTION,
 *   SB_HTTP_STATUS, and as `acceptResponse`
 */
export function acceptDataset(response: SourceResponse, what: string): SourceResponse {
  return acceptResponse(response, what, refusalOf);
}
