import type { CellCounts } from '../../src/load/publication.ts';
import { coordinateOf } from '../../src/transform/odometer.ts';
import type { Content, TableState } from './table-states.ts';

/** Published cells by a text of their codes. */
export type Cells = ReadonlyMap<string, Content>;

/** A cell's name: the codes of its plain variables, its measure, its period. */
export function cellKey(
  codes: Readonly<Record<string, string | null>>,
  measure: string | null,
  period: string | null,
): string {
  const plain = Object.entries(codes).filter(([, code]) => code !== null);
  return JSON.stringify([
    plain.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    measure ?? 'value',
    period ?? '',
  ]);
}

/** The cells of a state that are published: those with a number or a symbol. */
export function cellsOf({ variables, contents }: TableState): Cells {
  const sizes = variables.map(({ codes }) => codes.length);
  const cells = new Map<string, Content>();
  for (const [index, content] of contents.entries()) {
    if (content[0] === null && content[1] === '') continue;
    const coordinate = coordinateOf(index, sizes);
    const codes: Record<string, string> = {};
    let measure: string | null = null;
    let period: string | null = null;
    for (const [axis, variable] of variables.entries()) {
      const code = variable.codes[coordinate[axis] ?? 0] ?? '';
      if (variable.role === 'metric') measure = code;
      else if (variable.role === 'time') period = code;
      else codes[variable.code] = code;
    }
    cells.set(cellKey(codes, measure, period), content);
  }
  return cells;
}

const same = (a: Content | undefined, b: Content | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a[0] === b[0] && a[1] === b[1];

/** How many cells differ between two states, and how. */
export function countsBetween(before: Cells, after: Cells): CellCounts {
  const counts = { added: 0, changed: 0, withdrawn: 0, unchanged: 0 };
  for (const [key, content] of after) {
    if (!before.has(key)) counts.added += 1;
    else if (same(before.get(key), content)) counts.unchanged += 1;
    else counts.changed += 1;
  }
  for (const key of before.keys()) if (!after.has(key)) counts.withdrawn += 1;
  return counts;
}

/** The fewest rows that a history can be told in: one for each unbroken run of equal states of a cell. */
export function runsIn(vintages: readonly Cells[]): number {
  let runs = 0;
  for (const [number, cells] of vintages.entries()) {
    const before = vintages[number - 1];
    for (const [key, content] of cells) if (!same(before?.get(key), content)) runs += 1;
  }
  return runs;
}
