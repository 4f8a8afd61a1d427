import { createHash } from 'node:crypto';

/** SHA-256 of texts, each with its length before it, so that ("ab", "c") is not ("a", "bc"). */
export function sha256(...texts: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${Buffer.byteLength(text)}:`).update(text);
  return hash.digest();
}

/** The first 128 bits of `sha256`, as four lanes of 32 bits. */
export function lanesOf(...texts: readonly string[]): Int32Array {
  const digest = sha256(...texts);
  return Int32Array.from([0, 4, 8, 12], (offset) => digest.readInt32LE(offset));
}
