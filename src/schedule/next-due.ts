import { readCron, type Rhythm } from '../config/rhythm.ts';
import { nextTick } from './cron.ts';
import { nextNight, nextPoll, outsideBusyQuarter, releaseInstant } from './release-clock.ts';

export type DueReason = 'new' | 'release' | 'poll' | 'nightly' | 'cron';

/** When a table is looked at next, and why. */
export interface Due {
  readonly dueAt: Date;
  readonly reason: DueReason;
  /** The release that is waited for. */
  readonly awaitedRelease: Date | null;
  /** How often it was looked for in vain. */
  readonly polls: number;
}

/** What is known of a table after a look. */
export interface LookFacts {
  /** When the source says that it last changed the table, as of this look; null where it does not, or the look failed. */
  readonly updated: Date | null;
  /** When the source says that it will change it next. */
  readonly nextUpdate: Date | null;
  /** What was waited for before the look. */
  readonly awaitedRelease: Date | null;
  readonly polls: number;
}

/**
 * When to look at a table again, after a look that ended now. Times that were missed are
 * never made up for one by one: whatever was due before now was this look.
 */
export function nextDue(rhythm: Rhythm, facts: LookFacts, now: Date): Due {
  if (rhythm.kind === 'cron') {
    const fields = readCron(rhythm.expression);
    const tick = fields === null ? null : nextTick(fields, now);
    return plain(outsideBusyQuarter(tick ?? nextNight(now)), tick === null ? 'nightly' : 'cron');
  }
  const night = nextNight(now);
  const awaited = stillAwaited(facts, now);
  if (awaited !== null) {
    const poll = nextPoll(now, facts.polls);
    if (poll !== null && poll < night) {
      return { dueAt: poll, reason: 'poll', awaitedRelease: awaited, polls: facts.polls + 1 };
    }
  }
  const release = upcomingRelease(facts.nextUpdate, now);
  return release !== null && outsideBusyQuarter(release) < night
    ? { dueAt: outsideBusyQuarter(release), reason: 'release', awaitedRelease: release, polls: 0 }
    : plain(night, 'nightly');
}

/** What is known of a table that was published before it was put on the schedule. */
export type KnownTable = Pick<LookFacts, 'nextUpdate'>;

/** The first look at a table that was just put on the schedule: now, if it was never published. */
export function firstDue(rhythm: Rhythm, known: KnownTable | null, now: Date): Due {
  return known === null
    ? plain(outsideBusyQuarter(now), 'new')
    : nextDue(rhythm, { ...known, updated: null, awaitedRelease: null, polls: 0 }, now);
}

function plain(dueAt: Date, reason: DueReason): Due {
  return { dueAt, reason, awaitedRelease: null, polls: 0 };
}

/** The release that should have come but has not. */
function stillAwaited({ updated, awaitedRelease }: LookFacts, now: Date): Date | null {
  if (awaitedRelease === null || awaitedRelease > now) return null;
  return updated !== null && updated >= awaitedRelease ? null : awaitedRelease;
}

function upcomingRelease(nextUpdate: Date | null, now: Date): Date | null {
  if (nextUpdate === null) return null;
  const release = releaseInstant(nextUpdate);
  return outsideBusyQuarter(release) > now ? release : null;
}
