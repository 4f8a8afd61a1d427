import { acceptStatus } from '../accept-response.ts';
import { bodyKind } from '../http/body-kind.ts';
import type { SourceResponse } from '../provider.ts';
import { readResponse } from '../read-response.ts';
import { documentFinding, documentInvalid } from './invalid.ts';

/**
 * Lets the response through that a file came in. Web servers answer with a page where a file
 * has moved or the service is down, and with status 200 at that.
 *
 * @param what Names the file in messages: `accounts of 2024`.
 * @throws StatbankError SB_SOURCE_NO_SUCH_TABLE for 404 and 410; SB_HTTP_FORBIDDEN,
 *   SB_HTTP_STATUS for other refusals; SB_DOCUMENT_INVALID for a page, or nothing, in its place
 */
export function acceptFile(response: SourceResponse, what: string): SourceResponse {
  acceptStatus(response, what, ({ status }) =>
    status === 404 || status === 410
      ? {
          code: 'SB_SOURCE_NO_SUCH_TABLE',
          reason: `status ${status}`,
          remedy: 'The publisher may have moved it: look for it where it is published',
        }
      : null,
  );
  const kind = bodyKind(response.headers, response.bytes);
  if (kind !== 'html' && kind !== 'empty') return response;
  return readResponse(response, what, () => {
    throw documentInvalid(what, [
      documentFinding('DOCUMENT_KIND', '', 'the body is no such file', {
        expected: 'the file',
        actual: kind === 'html' ? 'a web page' : 'nothing',
      }),
    ]);
  });
}
