/** Number of a column, from 1: `A`, `B`, …, `AA`. */
function columnNumber(letters: string): number {
  return letters.split('').reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

/** A rectangle of cells; `B3:D4`, or one cell. Rows and columns count from 1. */
interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Reads `B3:D4` or `B3`. */
export function areaOf(reference: string): Area {
  const [from = '', to = from] = reference.split(':');
  const [a, b] = [cornerOf(from), cornerOf(to)];
  return { top: a.row, left: a.column, bottom: b.row, right: b.column };
}

function cornerOf(reference: string): { readonly row: number; readonly column: number } {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(reference) ?? [];
  return { row: Number(digits), column: columnNumber(letters) };
}

/** Whether two rectangles share a cell. */
export function overlap(a: Area, b: Area): boolean {
  return a.top <= b.bottom && b.top <= a.bottom && a.left <= b.right && b.left <= a.right;
}
