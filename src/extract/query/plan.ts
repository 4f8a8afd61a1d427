import { type CubeFrame, cellCount } from '../../transform/cube.ts';
import { selectFrame } from '../../transform/frame.ts';
import type { Selection } from '../../transform/table.ts';
import { paceSeconds } from '../budget/call-budget.ts';
import type { CallRate } from '../budget/limits-from.ts';
import type { FetchPlan, PlannedRequest, SourceLimits, SourceRequest } from '../provider.ts';
import { fewestCuts, runsOf } from './split.ts';
import { witnessSelection } from './witness.ts';

/**
 * Cuts a selection into the fewest complete blocks that fit a response, one run of codes per
 * variable each. Blocks follow row-major order: the last variable's runs vary fastest.
 *
 * @param maxCells Most cells of one response, empty ones included.
 * @param maxValues Most values of all variables together that one request may name.
 */
export function splitSelection(
  selection: Selection,
  maxCells: number,
  maxValues?: number,
): readonly Selection[] {
  const variables = [...selection];
  const sizes = variables.map(([, codes]) => codes.length);
  if (cellCount(sizes) === 0) return [];
  const cuts = fewestCuts(sizes, maxCells, maxValues);
  const runs = variables.map(([, codes], axis) => runsOf(codes, cuts[axis] ?? 1));
  const blocks = runs.reduce<readonly (readonly (readonly string[])[])[]>(
    (prefixes, ofVariable) =>
      prefixes.flatMap((prefix) => ofVariable.map((run) => [...prefix, run])),
    [[]],
  );
  return blocks.map((block) => new Map(variables.map(([code], axis) => [code, block[axis] ?? []])));
}

/** What bounds one request. */
type PlanLimits = Pick<SourceLimits, 'maxCells' | 'maxValues'>;

/** Number of cells that a selection spans. */
export function cellsOf(selection: Selection): number {
  return cellCount([...selection.values()].map((codes) => codes.length));
}

/**
 * Plans the requests of a selection. A selection without cells (a variable that has no values
 * yet) needs no request.
 */
export function planRequests(
  frame: CubeFrame,
  english: CubeFrame | null,
  selection: Selection,
  { maxCells, maxValues }: PlanLimits,
  toRequest: (selection: Selection) => SourceRequest,
): FetchPlan {
  const planned = (block: Selection): PlannedRequest =>
    Object.freeze({ request: toRequest(block), selection: block, cells: cellsOf(block) });
  const blocks = splitSelection(selection, maxCells, maxValues);
  const witness = witnessSelection(blocks, maxCells, maxValues);
  return Object.freeze({
    requests: blocks.map(planned),
    cells: cellsOf(selection),
    frame: selectFrame(frame, selection),
    english: english === null ? null : selectFrame(english, selection),
    witness: witness === null ? null : planned(witness),
  });
}

/** Minutes that the requests of a plan take at the allowed pace, from an unused window on. */
export function planMinutes(requests: readonly PlannedRequest[], rate: CallRate): number {
  return paceSeconds(requests.length, rate) / 60;
}

/** Limits under which every request asks for at most half of what the largest of a refused plan did. */
export function halvedLimits(refused: FetchPlan, limits: SourceLimits): SourceLimits {
  const largest = refused.requests.reduce((most, { cells }) => Math.max(most, cells), 0);
  const half = (limit: number): number => Math.max(1, Math.floor(limit / 2));
  return {
    ...limits,
    maxCells: half(Math.min(limits.maxCells, largest)),
    ...(limits.maxValues === undefined ? {} : { maxValues: half(limits.maxValues) }),
  };
}
