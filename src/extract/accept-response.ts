import type { ErrorCode } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { bodyKind } from './http/body-kind.ts';
import type { SourceResponse } from './provider.ts';

/** What a refusal means, in the words of the source where it says some that may be repeated. */
export interface Refusal {
  readonly code: ErrorCode;
  /** A fixed phrase of the source, or the status: never text that may hold more than a kind of mistake. */
  readonly reason: string;
  /** What to do, without a full stop. */
  readonly remedy: string;
}

/** Tells refusals that a source has words of its own for; null for all other responses. */
export type RefusalReader = (response: SourceResponse) => Refusal | null;

/**
 * Lets an accepted JSON response through.
 *
 * @param what Names what was asked for: `data of table 07459`.
 * @param read Asked first, also about responses of status 200: some sources refuse with it.
 * @throws StatbankError of the code that `read` gives; SB_HTTP_FORBIDDEN for 401 and 403,
 *   SB_HTTP_STATUS for every other refusal; SB_SOURCE_RESPONSE for a page in place of JSON
 */
export function acceptResponse(
  response: SourceResponse,
  what: string,
  read: RefusalReader,
): SourceResponse {
  acceptStatus(response, what, read);
  const kind = bodyKind(response.headers, response.bytes);
  if (kind === 'json') return response;
  throw new StatbankError(
    'SB_SOURCE_RESPONSE',
    `The source answered the ${what} with status ${response.status} and no JSON (${kind}). It may be under maintenance: try again later, the bytes are kept as ${response.sha256}.`,
    {
      context: {
        url: response.request.url,
        sha256: response.sha256,
        findings: [
          {
            code: 'SOURCE_NOT_JSON',
            severity: 'error',
            pointer: '',
            message: 'the body is not JSON',
            expected: 'JSON',
            actual: kind,
          },
        ],
      },
    },
  );
}

/**
 * Lets a response through whose status is a success, whatever its body.
 *
 * @throws StatbankError as `acceptResponse`, but for the body's kind
 */
export function acceptStatus(
  response: SourceResponse,
  what: string,
  read: RefusalReader = () => null,
): SourceResponse {
  const refusal = read(response) ?? refusalByStatus(response);
  if (refusal !== null) throw refused(refusal, response, what);
  return response;
}

/** What the status line alone says; null for an accepted response. */
function refusalByStatus(response: SourceResponse): Refusal | null {
  const { status } = response;
  if (status >= 200 && status <= 299) return null;
  if (status === 401 || status === 403) {
    return {
      code: 'SB_HTTP_FORBIDDEN',
      reason: `status ${status}`,
      remedy:
        'No further call is made to this provider; ask the agency whether this address is blocked',
    };
  }
  const kind = bodyKind(response.headers, response.bytes);
  return {
    code: 'SB_HTTP_STATUS',
    reason: `status ${status}, ${kind === 'json' ? 'a JSON body that says no more' : `${kind} body`}`,
    remedy: 'Try again later; the bytes are kept in the archive',
  };
}

function refused(
  { code, reason, remedy }: Refusal,
  response: SourceResponse,
  what: string,
): StatbankError {
  const { purpose, request, status, sha256 } = response;
  return new StatbankError(code, `The source refused the ${what}: ${reason}. ${remedy}.`, {
    context: { purpose, method: request.method, url: request.url, status, sha256 },
  });
}
