import type { Finding } from '../errors/finding.ts';
import type { TableSelection } from '../extract/provider.ts';
import { selectionText } from './discover-change.ts';
import {
  readLooks,
  saveFetched,
  type FetchedLook,
  type TableLook,
} from '../lineage/table-looks.ts';
import { type TableRef, tableName } from '../transform/table.ts';
import type { FetchedTable, Source } from './fetch-table.ts';
import { successorOf } from './retire.ts';
import type { TableReport } from './table-report.ts';
import type { Workshop } from './workshop.ts';

/**
 * Notes what a whole fetch showed of a table, so that the next look at the catalogue has
 * something to compare with, and tells what is remarkable about it.
 *
 * @param at when the fetch began
 * @returns findings for the table's report: a silent change, a table that is back or discontinued
 */
export async function noteFetched(
  workshop: Workshop,
  source: Source,
  selection: TableSelection,
  { description, stamp, calls }: Pick<FetchedTable, 'description' | 'stamp' | 'calls'>,
  report: Pick<TableReport, 'added' | 'changed' | 'withdrawn' | 'labelsChanged' | 'again'>,
  at: Date,
): Promise<readonly Finding[]> {
  const { ref, lastPeriod, discontinued, titleNo, frame } = description;
  const before = (await readLooks(workshop.db, ref.provider, [ref.table])).get(ref.table);
  const known = {
    table: ref.table,
    title: titleNo,
    variables: frame.dimensions.map(({ label }) => label),
  };
  const closed = discontinued && before?.discontinued !== true;
  const successor = closed
    ? await successorOf(workshop, source, known)
    : discontinued
      ? (before?.successor ?? null)
      : null;
  const look = {
    selection: selectionText(selection),
    updated: stamp,
    lastPeriod,
    discontinued,
    calls,
    successor,
    ...known,
  };
  await saveFetched(workshop.db, ref, look, at);
  return [
    ...silentChange(before, look, report),
    ...(before === undefined || before.retiredAt === null ? [] : [backAgain(before.retiredAt)]),
    ...(closed && before !== undefined ? [discontinuedNow(ref, successor)] : []),
  ];
}

/** Figures or texts that differ although the publisher's stamp and last period are the same. */
export function silentChange(
  before: Pick<TableLook, 'fetchedUpdated' | 'fetchedLastPeriod' | 'fetchedSelection'> | undefined,
  now: Pick<FetchedLook, 'updated' | 'lastPeriod' | 'selection'>,
  report: Pick<TableReport, 'added' | 'changed' | 'withdrawn' | 'labelsChanged' | 'again'>,
): readonly Finding[] {
  if (before === undefined || now.updated === null) return [];
  const same =
    before.fetchedUpdated === now.updated &&
    before.fetchedLastPeriod === now.lastPeriod &&
    before.fetchedSelection === now.selection;
  if (!same) return [];
  const { added, changed, withdrawn, labelsChanged, again } = report;
  if (again === true) return [];
  const cells = added + changed + withdrawn;
  if (cells === 0 && !labelsChanged) return [];
  const what =
    cells === 0
      ? 'texts changed'
      : `${changed} cells changed, ${added} were added and ${withdrawn} withdrawn`;
  return [
    {
      code: 'SOURCE_SILENT_CHANGE',
      severity: 'warning',
      pointer: '',
      message: `${what}, although the publisher still states ${now.updated}`,
      expected: `no change since ${now.updated}`,
      actual: what,
    },
  ];
}

function backAgain(retiredAt: string): Finding {
  return {
    code: 'SOURCE_BACK',
    severity: 'warning',
    pointer: '',
    message: `the table was retired on ${retiredAt} and answers again`,
  };
}

function discontinuedNow({ provider }: TableRef, successor: string | null): Finding {
  const next =
    successor === null ? '' : `; ${tableName({ provider, table: successor })} goes on from it`;
  return {
    code: 'SOURCE_DISCONTINUED',
    severity: 'warning',
    pointer: '',
    message: `the source no longer updates the table${next}`,
  };
}
