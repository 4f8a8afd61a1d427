import type { ListedTable, TableLook } from '../lineage/table-looks.ts';
import { readLooks, saveListed } from '../lineage/table-looks.ts';
import { type ChangeReason, changeOf, selectionText } from './discover-change.ts';
import type { SyncTarget } from './sync.ts';
import type { Workshop } from './workshop.ts';

/** Asks a source's catalogue. */
export interface CatalogueReader {
  /**
   * Tables with a publication in so many days, or all tables; discontinued ones included. Null
   * from a source without a catalogue: only fetching tells what changed there.
   */
  list(pastDays: number | null): Promise<readonly ListedTable[] | null>;
  /** Tables that the source's news tell of, with the instant; null where no news are configured. */
  readonly news: (() => Promise<ReadonlyMap<string, string>>) | null;
}

/** Which tables must be fetched, each with the reason, and which need not. */
export interface Discovery<Target> {
  readonly due: readonly { readonly target: Target; readonly reason: ChangeReason }[];
  readonly quiet: readonly Target[];
}

/** How the catalogue is asked. */
export type LookPlan =
  | { readonly kind: 'none' }
  /** Another process has just looked. */
  | { readonly kind: 'shared' }
  | { readonly kind: 'window'; readonly pastDays: number }
  | { readonly kind: 'whole' };

const DAY_MS = 86_400_000;

/**
 * Days that a window begins before the last look: the catalogue's index is rebuilt hours after
 * a table, a stamp may be midnight of its day, and clocks differ.
 */
const OVERLAP_DAYS = 2;

/**
 * Days after which the catalogue is read whole for a table that it has not listed: a window
 * shows neither a stamp that moved backwards or went away, nor a table that is gone.
 */
const WHOLE_LOOK_DAYS = 7;

/** A window of this many days lists so much of a catalogue that all of it tells more. */
const LONGEST_WINDOW_DAYS = 90;

/**
 * How to ask the catalogue about these tables. Tables that were never fetched are fetched in any
 * case and need no look.
 *
 * @param sharedMs how old a look that another process has made may be
 */
export function planLook(looks: readonly TableLook[], now: Date, sharedMs = 0): LookPlan {
  const known = looks.filter(
    ({ fetchedAt, retiredAt }) => fetchedAt !== null || retiredAt !== null,
  );
  if (known.length === 0) return { kind: 'none' };
  const ages = known.map(({ lookedAt }) => now.getTime() - latest(lookedAt));
  if (ages.every((age) => age >= 0 && age < sharedMs)) return { kind: 'shared' };
  const seen = known.map(({ wholeLookAt, listedAt }) => latest(wholeLookAt, listedAt));
  const oldestSeen = Math.min(...seen);
  const days = Math.max(0, Math.ceil(Math.max(...ages) / DAY_MS)) + OVERLAP_DAYS;
  const stale = now.getTime() - oldestSeen >= WHOLE_LOOK_DAYS * DAY_MS;
  return stale || days > LONGEST_WINDOW_DAYS
    ? { kind: 'whole' }
    : { kind: 'window', pastDays: days };
}

/**
 * Looks at the catalogue of one provider and tells which of its tables must be fetched. One
 * call, two with news, whatever the number of tables.
 *
 * @param sharedMs how old a look that another process has made may be to count as this one; the
 *   news are asked for in any case, as what they said is not kept
 * @throws StatbankError as the reader; nothing is noted then
 */
export async function discover<Target extends SyncTarget>(
  { db, now }: Pick<Workshop, 'db' | 'now'>,
  provider: string,
  targets: readonly Target[],
  reader: CatalogueReader,
  sharedMs = 0,
): Promise<Discovery<Target>> {
  const tables = targets.map(({ ref }) => ref.table);
  const before = await readLooks(db, provider, tables);
  const at = now();
  const plan = planLook([...before.values()], at, sharedMs);
  if (plan.kind === 'window' || plan.kind === 'whole') {
    const listed = await reader.list(plan.kind === 'whole' ? null : plan.pastDays);
    if (listed === null) {
      return { due: targets.map((target) => ({ target, reason: 'no catalogue' })), quiet: [] };
    }
    // Only what is known: a table that was never fetched has nothing to be compared with.
    await saveListed(db, provider, [...before.keys()], listed, plan.kind === 'whole', at);
  }
  const news = plan.kind === 'none' || reader.news === null ? null : await reader.news();
  const looks = await readLooks(db, provider, tables);
  const due: { readonly target: Target; readonly reason: ChangeReason }[] = [];
  const quiet: Target[] = [];
  for (const target of targets) {
    const look = looks.get(target.ref.table);
    const reason = changeOf(look, selectionText(target.selection)) ?? announced(look, news);
    if (reason === null) quiet.push(target);
    else due.push({ target, reason });
  }
  return { due, quiet };
}

function announced(
  look: TableLook | undefined,
  news: ReadonlyMap<string, string> | null,
): ChangeReason | null {
  const told = look === undefined ? undefined : news?.get(look.table);
  return told !== undefined && told > (look?.fetchedAt ?? '') ? 'announced' : null;
}

/** The latest of these instants in milliseconds; the beginning of time without one. */
function latest(...instants: readonly (string | null)[]): number {
  return Math.max(0, ...instants.map((instant) => (instant === null ? 0 : Date.parse(instant))));
}
