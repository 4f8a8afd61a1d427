import type { ResponseHeaders } from './headers.ts';

/** What a body is, as far as its first byte and its declared type tell. */
export type BodyKind = 'json' | 'html' | 'empty' | 'other';

const WHITE_SPACE = new Set([0x09, 0x0a, 0x0d, 0x20]);
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Tells JSON from the pages that gateways and IIS send in its place. The first byte decides
 * where it can, because a gateway may label its page as JSON and a server its JSON as text.
 */
export function bodyKind(headers: ResponseHeaders, bytes: Uint8Array): BodyKind {
  let start = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? 3 : 0;
  while (WHITE_SPACE.has(bytes[start] ?? 0)) start += 1;
  const first = bytes[start];
  if (first === undefined) return 'empty';
  if (first === 0x3c) return 'html';
  if (first === 0x7b || first === 0x5b) return 'json';
  return /\bjson\b/i.test(headers['content-type'] ?? '') ? 'json' : 'other';
}
