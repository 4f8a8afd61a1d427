import type { Fact } from './facts.ts';

/** A place among countries, with how many were ranked: fifth of 28 and fifth of 27 differ. */
export interface Rank {
  readonly place: number;
  readonly ranked: number;
  /** Lines of the file with the scores of all that were ranked. */
  readonly lines: readonly number[];
}

/** The union and its parts are no countries, and have no place among them. */
const AGGREGATE = /^(?:EU|EA)(?:\d|_|$)/i;

/** Higher is better in the index and its parts; of other indicators that is not known. */
function isComposite({ indicator }: Fact): boolean {
  return /^desi(?:_|$)/i.test(indicator);
}

/**
 * The places of countries by the index and by each of its parts, highest first. Countries
 * with the same score share a place, and the next one's counts them all (1, 2, 2, 4). A country
 * without a score is not ranked.
 */
export function ranksOf(facts: readonly Fact[]): ReadonlyMap<Fact, Rank> {
  const groups = new Map<string, (Fact & { readonly value: number })[]>();
  const members = new Map<Fact & { readonly value: number }, Fact>();
  for (const fact of facts) {
    const { value, indicator, breakdown, unit, period } = fact;
    if (value === null || !isComposite(fact) || AGGREGATE.test(fact.country)) continue;
    const key = JSON.stringify([indicator, breakdown, unit, period]);
    const scored = { ...fact, value };
    members.set(scored, fact);
    groups.set(key, [...(groups.get(key) ?? []), scored]);
  }
  const ranks = new Map<Fact, Rank>();
  for (const group of groups.values()) {
    const scores = group.map(({ value }) => value);
    const lines = group.map(({ line }) => line);
    for (const scored of group) {
      const place = 1 + scores.filter((score) => score > scored.value).length;
      const fact = members.get(scored);
      if (fact !== undefined) ranks.set(fact, { place, ranked: group.length, lines });
    }
  }
  return ranks;
}
