import { StatbankError } from '../errors/statbank-error.ts';
import type { SourceResponse } from './provider.ts';

/**
 * Reads the bytes of a response with a reader that knows nothing of responses. What the
 * reader refuses is thrown anew with the address and the hash of the bytes.
 *
 * @param what names the body in messages: `data of table 07459`
 */
export function readResponse<Result>(
  response: Pick<SourceResponse, 'request' | 'sha256' | 'bytes'>,
  what: string,
  read: (bytes: Uint8Array) => Result,
): Result {
  try {
    return read(response.bytes);
  } catch (error) {
    if (!(error instanceof StatbankError) || 'sha256' in error.context) throw error;
    throw new StatbankError(error.code, `In the ${what}: ${error.message}`, {
      context: { ...error.context, url: response.request.url, sha256: response.sha256 },
      cause: error,
    });
  }
}
