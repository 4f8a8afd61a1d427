const CANONICAL = /^(?:0|[1-9]\d*)$/;

/** A flat cell index written as an object key, or null unless it is one of the cells. */
export function readFlatIndex(key: string, cells: number): number | null {
  const index = CANONICAL.test(key) ? Number(key) : cells;
  return index < cells ? index : null;
}
