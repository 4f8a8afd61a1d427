import { createHash } from 'node:crypto';

import type { CubeFrame } from './cube.ts';

/**
 * SHA-256 over the order of a table's variables, values and measures, which says nothing
 * about any figure and is therefore in no other hash.
 *
 * @returns 32 bytes
 */
export function hashOrder({ dimensions, measures }: CubeFrame): Uint8Array {
  const order = [
    dimensions.map(({ code, categories }) => [code, categories.map((category) => category.code)]),
    measures.map(({ code }) => code),
  ];
  return createHash('sha256').update(JSON.stringify(order)).digest();
}
