import { acceptResponse, type Refusal } from '../accept-response.ts';
import { bodyKind } from '../http/body-kind.ts';
import type { SourceResponse } from '../provider.ts';

const NO_SUCH_TABLE: Omit<Refusal, 'reason'> = {
  code: 'SB_SOURCE_NO_SUCH_TABLE',
  remedy: 'Look for the table with "statbank search"; a closed one may have a successor',
};

/** A code that is not known gives 404, or the JSON value null as an answer; a page is the web server's own. */
function refusalOf({ status, headers, bytes }: SourceResponse): Refusal | null {
  if (status === 404 && bodyKind(headers, bytes) !== 'html')
    return { ...NO_SUCH_TABLE, reason: 'status 404' };
  const isNull = bytes.byteLength <= 8 && Buffer.from(bytes).toString('latin1').trim() === 'null';
  return status === 200 && isNull ? { ...NO_SUCH_TABLE, reason: 'an answer of null' } : null;
}

/**
 * Lets an accepted JSON answer of PxStat through.
 *
 * @param what Names what was asked for: `data of table FIQ02`.
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE, and as `acceptResponse`
 */
export function acceptJson(response: SourceResponse, what: string): SourceResponse {
  return acceptResponse(response, what, refusalOf);
}
