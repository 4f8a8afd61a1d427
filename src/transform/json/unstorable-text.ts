import { show } from './value.ts';

/** How JSON writes what no database stores as text: U+0000, or a half of a surrogate pair. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** A text that cannot be stored: where it is, and the text as JSON, cut short. */
export interface UnstorableText {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/**
 * The first key or value with U+0000 or half a surrogate pair, both of which JSON permits
 * as escapes. Postgres refuses the one, and UTF-8 has no form for the other, so that two
 * codes could become one.
 *
 * @param text a JSON text, in which such characters can only stand as escapes
 * @param root what was parsed from it
 */
export function findUnstorableText(text: string, root: unknown): UnstorableText | null {
  return SUSPECT.test(text) ? findIn(root) : null;
}

function findIn(root: unknown): UnstorableText | null {
  const open: { readonly value: unknown; readonly path: readonly (string | number)[] }[] = [
    { value: root, path: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && UNSTORABLE.test(value)) return { path, text: show(value) };
    if (typeof value !== 'object' || value === null) continue;
    const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? [...value.entries()].filter(([, each]) => typeof each !== 'number')
      : Object.entries(value);
    for (const [key] of entries) {
      if (typeof key === 'string' && UNSTORABLE.test(key)) {
        return { path: [...path, key], text: show(key) };
      }
    }
    for (const [key, each] of entries.toReversed())
      open.push({ value: each, path: [...path, key] });
  }
  return null;
}
