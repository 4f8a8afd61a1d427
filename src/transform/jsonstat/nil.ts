import { pointerTo } from '../json/pointer.ts';
import type { FindingCollector } from './findings.ts';
import type { ColumnDraft } from './values.ts';

/** The sign for nil in statistical tables: exactly nothing, therefore the number 0. */
const NIL = '-';

/**
 * Gives cells with the symbol `-` and no number the value 0. PxWeb sends nil as null
 * with that symbol; sums and rankings need the number. The symbol stays beside it.
 * Also counts nulls that have no symbol, which say nothing about why they are missing.
 */
export function settleNil(
  column: ColumnDraft,
  symbols: ReadonlyMap<number, string>,
  valuePointer: string,
  findings: FindingCollector,
): void {
  let explained = 0;
  for (const [index, symbol] of symbols) {
    const value = readCell(column, index);
    if (value === null) explained += 1;
    if (symbol !== NIL || value === 0) continue;
    if (typeof value === 'number') {
      findings.add(
        'JSONSTAT_NIL_WITH_NUMBER',
        pointerTo(valuePointer, index),
        'the symbol says nil, but the cell has a number, which is kept',
        { expected: '0 or null', actual: value },
      );
    } else {
      writeZero(column, index);
    }
  }
  const unexplained = column.nulls - explained;
  if (unexplained > 0) {
    findings.add(
      'JSONSTAT_NULL_WITHOUT_STATUS',
      valuePointer,
      `${unexplained} cells are null without a symbol that says why`,
    );
  }
}

function readCell(column: ColumnDraft, index: number): number | null | undefined {
  return column.kind === 'dense' ? column.values[index] : column.values.get(index);
}

function writeZero(column: ColumnDraft, index: number): void {
  if (column.kind === 'dense') column.values[index] = 0;
  else column.values.set(index, 0);
}
