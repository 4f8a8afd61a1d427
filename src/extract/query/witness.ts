import type { Selection } from '../../transform/table.ts';

/**
 * Most cells of a witness: an answer of some hundred kilobytes. A revision usually moves
 * many cells of the newest periods, so that some thousands find it nearly always.
 */
const WITNESS_CELLS = 10_000;

/**
 * Cells from every block of a plan, as one selection: a query is a product of codes, so the
 * last code of every run of a variable that was cut, times codes of the variables that were
 * not, meets every block. Null for a single block, and where even one cell of each is too much.
 *
 * @param blocks the plan's selections: every combination of the runs of each variable
 * @param maxCells most cells of one response
 * @param maxValues most values of all variables together that one request may name
 */
export function witnessSelection(
  blocks: readonly Selection[],
  maxCells: number,
  maxValues = Number.POSITIVE_INFINITY,
): Selection | null {
  const [first] = blocks;
  if (first === undefined || blocks.length === 1) return null;
  // So many factors have a sum of at most their product and one for each but the first.
  let room = Math.min(WITNESS_CELLS, maxCells, maxValues - first.size + 1);
  const picked = new Map<string, readonly string[]>();
  const whole: string[] = [];
  for (const variable of first.keys()) {
    const lasts = new Set(blocks.map((block) => block.get(variable)?.at(-1) ?? ''));
    if (lasts.size === 1) whole.push(variable);
    else {
      picked.set(variable, [...lasts]);
      room = Math.floor(room / lasts.size);
    }
  }
  if (room < 1) return null;
  // From the fastest variable: PxWeb tables end with contents and time, where revisions are.
  for (const variable of whole.toReversed()) {
    const codes = spread(first.get(variable) ?? [], room);
    picked.set(variable, codes);
    room = Math.floor(room / codes.length);
  }
  return new Map([...first.keys()].map((variable) => [variable, picked.get(variable) ?? []]));
}

/** At most so many codes at even distances, the last among them. */
function spread(codes: readonly string[], most: number): readonly string[] {
  if (codes.length <= most) return codes;
  return Array.from(
    { length: most },
    (_, part) => codes[Math.floor(((part + 1) * codes.length) / most) - 1] ?? '',
  );
}
