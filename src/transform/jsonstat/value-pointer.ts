import { asObject } from '../json/value.ts';

/**
 * JSON pointer to the number of a cell in a JSON-stat document: `/value/17`, in the older form
 * with a dataset inside `/dataset/value/17`. Null where the bytes are no such document, or hold
 * several datasets.
 */
export function valuePointer(bytes: Uint8Array, index: number): string | null {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  const root = asObject(document);
  if (root === null) return null;
  if (isColumn(root['value'])) return `/value/${index}`;
  const inner = Object.entries(root).filter(([, part]) => isColumn(asObject(part)?.['value']));
  const [only] = inner;
  return only === undefined || inner.length > 1 ? null : `/${only[0]}/value/${index}`;
}

function isColumn(value: unknown): boolean {
  return Array.isArray(value) || asObject(value) !== null;
}
