import type { TableSelection } from '../extract/provider.ts';
import type { TableLook } from '../lineage/table-looks.ts';

/** Why a table is fetched although nobody named it. */
export type ChangeReason =
  | 'never fetched'
  | 'newer publication'
  | 'older publication'
  | 'no publication time'
  | 'another last period'
  | 'another selection'
  | 'not in the catalogue'
  | 'back in the catalogue'
  | 'announced'
  | 'no catalogue'
  | 'catalogue not read';

type Known = Pick<
  TableLook,
  | 'fetchedAt'
  | 'fetchedUpdated'
  | 'fetchedLastPeriod'
  | 'fetchedSelection'
  | 'listedAt'
  | 'listedUpdated'
  | 'listedLastPeriod'
  | 'missingSince'
  | 'retiredAt'
>;

/** A selection as text that is the same for the same selection, whatever the order of its variables. */
export function selectionText(selection: TableSelection): string {
  return JSON.stringify(
    Object.entries(selection).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/**
 * Whether a table must be fetched, by what the catalogue last showed against what was last
 * fetched. Any difference counts, as does a stamp that is missing or moves backwards: the
 * stamp is a hint, and the hash of the cells decides what is published. A table that the whole
 * catalogue does not list is asked for by its own entry, which alone can say that it is gone.
 *
 * @param selection what is wanted of the table now, by `selectionText`
 */
export function changeOf(known: Known | undefined, selection: string): ChangeReason | null {
  if (known === undefined) return 'never fetched';
  if (known.retiredAt !== null) {
    return (known.listedAt ?? '') > known.retiredAt ? 'back in the catalogue' : null;
  }
  if (known.fetchedAt === null) return 'never fetched';
  if (known.fetchedSelection !== selection) return 'another selection';
  if (known.missingSince !== null) return 'not in the catalogue';
  if (known.listedUpdated === null) return 'no publication time';
  if (known.fetchedUpdated === null || known.listedUpdated > known.fetchedUpdated) {
    return 'newer publication';
  }
  if (known.listedUpdated < known.fetchedUpdated) return 'older publication';
  return known.listedLastPeriod === known.fetchedLastPeriod ? null : 'another last period';
}
