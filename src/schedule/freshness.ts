import { releaseInstant } from './release-clock.ts';

/**
 * How fresh a table is, measured against what its publisher announced. `late-source`: the
 * announced figures have not come; `late-here`: they have, or nobody looked, and they are not
 * published here.
 */
export type FreshnessState =
  | 'current'
  | 'due'
  | 'late-source'
  | 'late-here'
  | 'held'
  | 'discontinued'
  | 'retired'
  | 'absent';

export const FRESHNESS_STATES: readonly FreshnessState[] = Object.freeze([
  'current',
  'due',
  'late-source',
  'late-here',
  'held',
  'discontinued',
  'retired',
  'absent',
]);

/** What freshness is judged from. ISO instants; null for what never happened or is not known. */
export interface FreshnessFacts {
  readonly vintage: number | null;
  /** When the publisher says that the table changes next. */
  readonly nextUpdate: string | null;
  /** The newest change that was seen at the source. */
  readonly seenUpdated: string | null;
  /** The change that was fetched and taken last. */
  readonly takenUpdated: string | null;
  /** Until when the source is known. */
  readonly lookedAt: string | null;
  readonly heldAt: string | null;
  readonly discontinued: boolean;
  readonly retiredAs: string | null;
  readonly successor: string | null;
}

export interface Freshness {
  readonly state: FreshnessState;
  /** Since when the figures should have been here; null if they are not late. */
  readonly lateSince: string | null;
  /** The same for people, in English. */
  readonly words: string;
}

/**
 * A release is at eight and the first look a quarter past; an hour later everything that was
 * announced for a normal day is through, so that what is missing then is worth telling.
 */
const GRACE_MS = 60 * 60_000;

/** Judges a table's freshness at a moment. */
export function freshness(facts: FreshnessFacts, now: Date): Freshness {
  const { vintage, nextUpdate, seenUpdated, takenUpdated, lookedAt, heldAt } = facts;
  if (facts.retiredAs !== null) {
    const where = facts.successor === null ? '' : `; see ${facts.successor}`;
    return calm('retired', `${facts.retiredAs} at the source${where}`);
  }
  if (heldAt !== null) {
    return late('held', heldAt, `new figures held since ${minute(heldAt)}`);
  }
  if (vintage === null) return calm('absent', 'never published here');
  if (seenUpdated !== null && seenUpdated !== takenUpdated) {
    const words = `late here: the source published ${minute(seenUpdated)}`;
    return late('late-here', seenUpdated, words);
  }
  const release = nextUpdate === null ? null : releaseInstant(new Date(nextUpdate));
  if (release === null || release > now) {
    if (facts.discontinued) return calm('discontinued', 'no longer updated by the source');
    const next = release === null ? '' : `; next release ${minute(release.toISOString())}`;
    return calm('current', `up to date${next}`);
  }
  const since = release.toISOString();
  // The publisher has moved on: the announcement that is known here is of the release that came.
  if (takenUpdated !== null && new Date(takenUpdated) >= release) {
    return calm('current', 'up to date');
  }
  if (now.getTime() - release.getTime() < GRACE_MS) {
    return calm('due', `released ${minute(since)}, not looked at yet`);
  }
  const looked = lookedAt !== null && new Date(lookedAt) >= release;
  return looked
    ? late('late-source', since, `late at the source: announced for ${minute(since)}`)
    : late('late-here', since, `late here: not looked at since the release ${minute(since)}`);
}

/** How long a table has been late, in seconds; 0 if it is not. */
export function lateSeconds({ lateSince }: Freshness, now: Date): number {
  return lateSince === null ? 0 : Math.max(0, (now.getTime() - Date.parse(lateSince)) / 1000);
}

function calm(state: FreshnessState, words: string): Freshness {
  return Object.freeze({ state, lateSince: null, words });
}

function late(state: FreshnessState, lateSince: string, words: string): Freshness {
  return Object.freeze({ state, lateSince, words });
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
