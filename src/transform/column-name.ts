import { cutToBytes, MOST_BYTES, slug } from './identifier.ts';
import { RESERVED_WORDS } from './reserved-words.ts';

/** Companions of a label column: the codes in a Norwegian and in an English view. */
export const COMPANION_SUFFIXES: readonly string[] = Object.freeze(['_kode', '_code']);

const MOST_NAME_BYTES = MOST_BYTES - 5;

/**
 * Column names for labels: readable, in need of no quotes in Postgres, at most 63 bytes
 * together with the companion's suffix, and different from each other, from each other's
 * companions and from `taken`, whatever the labels are. A key word gets a `_` behind it,
 * a number a `v_` before it, a repeated name a number behind it. A label without a letter
 * or digit is replaced by its code, and that if need be by `kolonne_1`, by position.
 *
 * The same labels in the same order always give the same names.
 *
 * @param codes the codes of the labelled things, in the same order, if there are any
 */
export function columnNames(
  labels: readonly string[],
  taken: readonly string[],
  codes: readonly string[] = [],
): readonly string[] {
  const used = new Set(taken);
  return labels.map((label, position) => {
    const wished = slug(label) || slug(codes[position] ?? '') || `kolonne_${position + 1}`;
    const base = startWithLetter(wished);
    for (let copy = 1; ; copy += 1) {
      const name = numberedName(base, copy);
      const all = [name, ...COMPANION_SUFFIXES.map((suffix) => name + suffix)];
      if (all.every((each) => !used.has(each))) {
        for (const each of all) used.add(each);
        return name;
      }
    }
  });
}

function startWithLetter(name: string): string {
  return /^\p{L}/u.test(name) ? name : `v_${name}`;
}

function numberedName(base: string, copy: number): string {
  if (copy > 1) {
    const suffix = `_${copy}`;
    return cutToBytes(base, MOST_NAME_BYTES - suffix.length) + suffix;
  }
  const name = cutToBytes(base, MOST_NAME_BYTES);
  return RESERVED_WORDS.has(name) ? `${name}_` : name;
}
