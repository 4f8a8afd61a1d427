import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const DECODERS = Object.freeze({
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
});

/** What the client asks for: the encodings that it can undo. */
export const ACCEPT_ENCODING = 'gzip, deflate, br';

/** A body without its content encoding, or as it came with the reason why it could not be undone. */
export interface DecodedBody {
  readonly bytes: Uint8Array;
  readonly undecodable: string | null;
}

function isDecoder(name: string): name is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, name);
}

/**
 * Undoes the content encoding strictly: a stream that ends early is a fault. (HTTP clients,
 * axios among them, commonly flush what they got and hand over a shorter body as if whole.)
 *
 * @param maxBytes Most that the decoded body may hold, against bodies that expand without end.
 * @throws RangeError with code ERR_BUFFER_TOO_LARGE above `maxBytes`
 */
export async function decodeBody(
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<DecodedBody> {
  const name = encoding?.trim().toLowerCase() ?? '';
  if (name === '' || name === 'identity') return { bytes, undecodable: null };
  if (!isDecoder(name)) return { bytes, undecodable: `unknown content encoding ${name}` };
  try {
    return { bytes: await DECODERS[name](bytes, { maxOutputLength: maxBytes }), undecodable: null };
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { bytes, undecodable: `${name}: ${reason}` };
  }
}
