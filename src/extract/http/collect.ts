import { addAbortSignal, type Readable } from 'node:stream';

/** What came of a body, and why it ended before its end; null if it did not. */
export interface CollectedBody {
  readonly bytes: Uint8Array;
  readonly cutShort: string | null;
}

/** When to give a body up. */
export interface CollectLimits {
  readonly maxBytes: number;
  /** Bytes that were announced, null where nobody did: a large body is then in memory only once. */
  readonly announced: number | null;
  /** Longest silence between two pieces. */
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** An error with a code, as Node's own transport errors have one. */
function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/**
 * Reads a body to its end. A connection that breaks off after some bytes gives those bytes:
 * what a source sent is evidence even when it is not whole.
 *
 * @throws an error with code ERR_BUFFER_TOO_LARGE above `maxBytes`, ETIMEDOUT after a silence,
 *   the signal's reason when aborted, and the transport's error if nothing came at all
 */
export async function collectBody(
  stream: Readable,
  { maxBytes, announced, idleTimeoutMs, signal }: CollectLimits,
): Promise<CollectedBody> {
  addAbortSignal(signal, stream);
  const silence = setTimeout(() => {
    stream.destroy(coded('ETIMEDOUT', `no byte for ${idleTimeoutMs} ms`));
  }, idleTimeoutMs);
  const whole = announced !== null && announced <= maxBytes ? Buffer.alloc(announced) : null;
  const pieces: Buffer[] = [];
  let length = 0;
  const collected = (): Buffer => whole?.subarray(0, length) ?? Buffer.concat(pieces);
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      silence.refresh();
      if (length + piece.length > maxBytes) {
        throw coded('ERR_BUFFER_TOO_LARGE', `the body has more than ${maxBytes} bytes`);
      }
      // Node ends a response at the length that it announced.
      if (whole === null) pieces.push(piece);
      else piece.copy(whole, length);
      length += piece.length;
    }
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (length === 0 || code === 'ERR_BUFFER_TOO_LARGE' || code === 'ETIMEDOUT') throw error;
    return {
      bytes: collected(),
      cutShort: `cut short after ${length} bytes: ${message}`,
    };
  } finally {
    clearTimeout(silence);
  }
  return { bytes: collected(), cutShort: null };
}
