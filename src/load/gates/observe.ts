import { type Cube, cubeSize, type Measure, valueAt } from '../../transform/cube.ts';
import type { Comparison } from '../facts/compare.ts';
import { cellAt, type Grid, isPresent } from '../facts/grid.ts';
import type { Relabelling } from './differences.ts';
import type { RelabelledCode, ScaleFacts, TotalFacts } from './facts.ts';
import { observeTotals } from './observe-totals.ts';
import { createRatioCounter } from './ratio-histogram.ts';
import { similarity } from './similarity.ts';
import { UNLIKE } from './code-reused.ts';
import type { TotalMember } from './total-members.ts';

/** A chunk with its differences as flat indices of its cells. */
export interface ObservedChunk {
  readonly cube: Cube;
  readonly changed: readonly { readonly cell: number; readonly before: number | null }[];
  readonly added: readonly number[];
}

/** What the gates need to know of the cells, gathered while they pass. */
export interface CellObserver {
  readonly observe: (cube: Cube, grid: Grid, comparison: Comparison) => void;
  readonly facts: () => {
    readonly scales: readonly ScaleFacts[];
    readonly relabelled: readonly RelabelledCode[];
    readonly totals: readonly TotalFacts[];
  };
}

/** Observes the chunks of one publication in constant memory. */
export function observeCells(
  metricCode: string | null,
  measures: readonly Measure[],
  relabellings: readonly Relabelling[],
  totalMembers: readonly TotalMember[],
): CellObserver {
  const scales = new Map(
    measures.map(({ code, label }) => [
      code,
      { measure: label, revised: createRatioCounter(), fresh: createRatioCounter() },
    ]),
  );
  const only = measures[0]?.code ?? '';
  const codes = relabellings.map((relabelling) => ({ ...relabelling, compared: 0, changed: 0 }));
  const suspects = codes.filter(({ before, after }) => similarity(before, after) < UNLIKE);
  const totals = observeTotals(totalMembers);

  return {
    observe(cube, grid, comparison) {
      const chunk = chunkOf(cube, grid, comparison);
      const metric = coordinate(cube, metricCode);
      const scaleAt = (cell: number) => scales.get(metric(cell) ?? only);
      for (const { cell, before } of chunk.changed) {
        const after = valueAt(cube, cell);
        if (before !== null && after !== null) scaleAt(cell)?.revised.add(before, after);
      }
      forEachFresh(grid, comparison.added, (cell, reference) => {
        const [before, after] = [valueAt(cube, reference), valueAt(cube, cell)];
        if (before !== null && after !== null) scaleAt(cell)?.fresh.add(before, after);
      });
      for (const suspect of suspects) countCells(suspect, chunk, grid);
      totals.observe(chunk);
    },
    facts: () => ({ scales: [...scales.values()], relabelled: codes, totals: totals.facts() }),
  };
}

function chunkOf(cube: Cube, grid: Grid, { changed, before, added }: Comparison): ObservedChunk {
  return {
    cube,
    changed: changed.map((place, at) => ({
      cell: cellAt(grid, place),
      before: before[at]?.value ?? null,
    })),
    added: added.map((place) => cellAt(grid, place)),
  };
}

/**
 * Visits new cells with the nearest earlier period of their series that is not new itself:
 * several new periods in a row are all measured by what stood before them.
 */
function forEachFresh(
  grid: Grid,
  added: readonly number[],
  visit: (cell: number, reference: number) => void,
): void {
  const timeCount = grid.timeKeys.length;
  let previous = -2;
  let run = 0;
  for (const place of added) {
    const time = place % timeCount;
    run = place === previous + 1 && time > 0 ? run + 1 : 1;
    previous = place;
    if (time < run) continue;
    const cell = cellAt(grid, place);
    visit(cell, cell - run * grid.timeStride);
  }
}

function countCells(
  suspect: { readonly variable: string; readonly code: string; compared: number; changed: number },
  { cube, changed, added }: ObservedChunk,
  grid: Grid,
): void {
  const codeOf = coordinate(cube, suspect.variable);
  const counts = (cell: number): boolean => codeOf(cell) === suspect.code;
  for (const { cell } of changed) if (counts(cell)) suspect.changed += 1;
  for (const start of grid.starts) {
    if (!counts(start)) continue;
    for (let time = 0; time < grid.timeKeys.length; time += 1) {
      if (isPresent(cube, start + time * grid.timeStride)) suspect.compared += 1;
    }
  }
  for (const cell of added) if (counts(cell)) suspect.compared -= 1;
}

/** A function from a cell to its code along a variable; null for a variable that the cube lacks. */
function coordinate(cube: Cube, variable: string | null): (cell: number) => string | null {
  const axis = cube.dimensions.findIndex(({ code }) => code === variable);
  const categories = cube.dimensions[axis]?.categories;
  if (categories === undefined) return () => null;
  const stride = cubeSize(cube)
    .slice(axis + 1)
    .reduce((product, length) => product * length, 1);
  return (cell) => categories[Math.floor(cell / stride) % categories.length]?.code ?? null;
}
