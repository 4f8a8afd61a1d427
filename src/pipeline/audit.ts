import type { Kysely } from 'kysely';
import { readLooks, type TableLook } from '../lineage/table-looks.ts';
import type { Database } from '../postgres/database.generated.ts';
import { tableName } from '../transform/table.ts';
import { changeOf, selectionText } from './discover-change.ts';
import type { SyncTarget } from './sync.ts';

/** What an audit fetches, and what is too large for the calls that it was given. */
export interface AuditPlan<Target> {
  readonly chosen: readonly Target[];
  readonly tooLarge: readonly { readonly table: string; readonly calls: number }[];
}

/** Calls of a table in one part: entry, metadata in two languages, data. */
const FEWEST_CALLS = 4;

/**
 * Chooses tables that seem unchanged since they were fetched, the longest unquestioned first, as
 * far as the calls last. The order is kept: the first that does not fit ends the audit, and
 * begins the next one. One that would not fit alone is passed over and told of.
 *
 * @param calls most calls to make, by what each table took last time
 */
export async function planAudit<Target extends SyncTarget>(
  db: Kysely<Database>,
  targets: readonly Target[],
  calls: number,
): Promise<AuditPlan<Target>> {
  const candidates: { readonly target: Target; readonly look: TableLook }[] = [];
  for (const provider of new Set(targets.map(({ ref }) => ref.provider))) {
    const own = targets.filter(({ ref }) => ref.provider === provider);
    const looks = await readLooks(
      db,
      provider,
      own.map(({ ref }) => ref.table),
    );
    for (const target of own) {
      const look = looks.get(target.ref.table);
      if (
        look === undefined ||
        look.retiredAt !== null ||
        changeOf(look, selectionText(target.selection)) !== null
      )
        continue;
      candidates.push({ target, look });
    }
  }
  return chooseForAudit(candidates, calls);
}

/** The choice itself; pure. */
export function chooseForAudit<Target extends SyncTarget>(
  candidates: readonly { readonly target: Target; readonly look: TableLook }[],
  calls: number,
): AuditPlan<Target> {
  const chosen: Target[] = [];
  const tooLarge: { readonly table: string; readonly calls: number }[] = [];
  let left = calls;
  for (const { target, look } of candidates.toSorted(longestUnquestioned)) {
    const cost = Math.max(FEWEST_CALLS, look.fetchedCalls ?? FEWEST_CALLS);
    if (cost > calls) {
      tooLarge.push({ table: tableName(target.ref), calls: cost });
      continue;
    }
    if (cost > left) break;
    left -= cost;
    chosen.push(target);
  }
  return { chosen, tooLarge };
}

interface Candidate {
  readonly look: Pick<TableLook, 'table' | 'auditedAt' | 'fetchedAt'>;
}

function longestUnquestioned({ look: one }: Candidate, { look: other }: Candidate): number {
  const [a, b] = [one.auditedAt ?? one.fetchedAt ?? '', other.auditedAt ?? other.fetchedAt ?? ''];
  return compare(a, b) || compare(one.table, other.table);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
