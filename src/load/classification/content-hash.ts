import { createHash } from 'node:crypto';
import type { Classification } from '../../transform/classification/classification.ts';

/** Hash of everything that a classification says: the same for the same statements. */
export function contentHash(classification: Classification): Buffer {
  return createHash('sha256').update(JSON.stringify(classification, sortedKeys)).digest();
}

/** Members in the order of their names, so that the order in which they were set does not matter. */
function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
