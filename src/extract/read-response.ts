import { StatbankError } from '../errors/statbank-error.ts';
import type { SourceResponse } from './provider.ts';

type KnownResponse = Pick<SourceResponse, 'request' | 'sha256' | 'bytes'>;

/**
 * Reads the bytes of a response with a reader that knows nothing of responses. What the
 * reader refuses is thrown anew with the address and the hash of the bytes.
 *
 * @param what names the body in messages: `data of table 07459`
 */
export function readResponse<Result>(
  response: KnownResponse,
  what: string,
  read: (bytes: Uint8Array) => Result,
): Result {
  try {
    return read(response.bytes);
  } catch (error) {
    throw ofResponse(error, response, what);
  }
}

/** The same for a reader that takes the bytes piece by piece. */
export async function readResponseInPieces<Result>(
  response: KnownResponse,
  what: string,
  read: (bytes: Uint8Array) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(response.bytes);
  } catch (error) {
    throw ofResponse(error, response, what);
  }
}

function ofResponse(error: unknown, { request, sha256 }: KnownResponse, what: string): unknown {
  if (!(error instanceof StatbankError) || 'sha256' in error.context) return error;
  const message = error.message.includes(what) ? error.message : `In the ${what}: ${error.message}`;
  return new StatbankError(error.code, message, {
    context: { ...error.context, url: request.url, sha256 },
    cause: error,
  });
}
