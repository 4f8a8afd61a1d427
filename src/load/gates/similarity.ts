/**
 * How alike two labels are, from 0 to 1: the Dice coefficient of their pairs of neighbouring
 * letters, case and white space apart. 1 for equal labels.
 */
export function similarity(left: string, right: string): number {
  const [a, b] = [fold(left), fold(right)];
  if (a === b) return 1;
  const [pairsOfA, pairsOfB] = [pairs(a), pairs(b)];
  if (pairsOfA.length + pairsOfB.length === 0) return 0;
  const unmatched = new Map<string, number>();
  for (const pair of pairsOfA) unmatched.set(pair, (unmatched.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsOfB) {
    const rest = unmatched.get(pair) ?? 0;
    if (rest === 0) continue;
    unmatched.set(pair, rest - 1);
    shared += 1;
  }
  return (2 * shared) / (pairsOfA.length + pairsOfB.length);
}

/** White space and case say nothing about what a code means. */
export function fold(label: string): string {
  return label.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

function pairs(text: string): readonly string[] {
  const letters = Array.from(text);
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
}
