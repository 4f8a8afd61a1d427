/** Into how many parts each variable is cut. */
export type Cuts = readonly number[];

/** The counts of parts worth trying: for each longest part the fewest parts that reach it. */
function usefulCuts(size: number): readonly number[] {
  const cuts: number[] = [];
  for (let parts = 1; parts <= size;) {
    cuts.push(parts);
    const longest = Math.ceil(size / parts);
    // The next count of parts that makes the longest part shorter.
    parts = longest === 1 ? size + 1 : Math.ceil(size / (longest - 1));
  }
  return cuts;
}

/**
 * Cuts a table's variables into parts so that every combination of parts fits the cell limit
 * and the number of combinations is the smallest that any such cutting reaches. Among equals
 * the one that cuts the slowest variables, so that the requests follow the table's order.
 *
 * Searches depth first from the fastest variable, leaving a branch as soon as it cannot beat
 * the best: even if the variables that are left were cut without waste.
 *
 * @param sizes Selected values per variable, slowest first, each at least 1.
 * @param limit Most cells of one request, at least 1.
 * @param mostValues Most values of all variables together that one request may name.
 */
export function fewestCuts(
  sizes: readonly number[],
  limit: number,
  mostValues = Number.POSITIVE_INFINITY,
): Cuts {
  const slower = sizes.map((_, axis) =>
    sizes.slice(0, axis).reduce((cells, size) => cells * size, 1),
  );
  const cuts = sizes.map(() => 1);
  let best: Cuts = sizes;
  let fewest = sizes.reduce((requests, size) => requests * size, 1);

  function search(axis: number, requests: number, chunk: number, values: number): void {
    if (axis < 0) {
      best = [...cuts];
      fewest = requests;
      return;
    }
    const size = sizes[axis] ?? 1;
    for (const parts of usefulCuts(size)) {
      const longest = Math.ceil(size / parts);
      const cells = chunk * longest;
      // Each variable that is left names one value at least.
      const named = values + longest + axis;
      const bound = requests * parts * Math.ceil((cells * (slower[axis] ?? 1)) / limit);
      if (requests * parts >= fewest) break;
      if (cells <= limit && named <= mostValues && bound < fewest) {
        cuts[axis] = parts;
        search(axis - 1, requests * parts, cells, values + longest);
      }
    }
    cuts[axis] = 1;
  }

  search(sizes.length - 1, 1, 1, 0);
  return best;
}

/** Cuts a list into so many runs whose lengths differ by at most one. */
export function runsOf<Item>(items: readonly Item[], parts: number): readonly (readonly Item[])[] {
  return Array.from({ length: parts }, (_, part) =>
    items.slice(
      Math.floor((part * items.length) / parts),
      Math.floor(((part + 1) * items.length) / parts),
    ),
  );
}
