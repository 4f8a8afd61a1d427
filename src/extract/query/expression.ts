/** Why an entry of a selection picks nothing. */
export type ExpressionFault =
  | 'unknown-code'
  | 'ambiguous-code'
  | 'illegal-expression'
  | 'matches-nothing';

/** Positions that one entry of a selection picks, ascending, or why it picks none. */
export type Picked =
  | { readonly positions: readonly number[] }
  | { readonly fault: ExpressionFault; readonly near: readonly string[] };

const COUNTED = /^(top|bottom)\(([1-9]\d*)(?:,(\d+))?\)$/i;
const OPEN = /^(from|to)\(([^,]+)\)$/i;
const RANGE = /^range\(([^,]+),([^,)]+)\)$/i;
const FUNCTION = /^(?:top|bottom|from|to|range)\(/i;

function isFault(value: number | Picked): value is Picked {
  return typeof value !== 'number';
}

/**
 * A code by its exact spelling, else without regard to case as the server matches, as long
 * as that leaves one: tables exist with codes that differ only by case.
 */
function positionOf(code: string, codes: readonly string[]): number | Picked {
  const exact = codes.indexOf(code);
  if (exact >= 0) return exact;
  const folded = code.toLowerCase();
  const matches = codes.flatMap((other, at) => (other.toLowerCase() === folded ? [at] : []));
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return only;
  const near = matches.map((at) => codes[at] ?? '');
  return { fault: only === undefined ? 'unknown-code' : 'ambiguous-code', near };
}

function between(start: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset);
}

function picked(positions: readonly number[]): Picked {
  return positions.length === 0 ? { fault: 'matches-nothing', near: [] } : { positions };
}

/** `top` counts from the newest period, but from the first value of any other variable. */
function counted(match: RegExpExecArray, size: number, isTime: boolean): Picked {
  const count = Number(match[2]);
  const offset = Number(match[3] ?? 0);
  const fromStart = (match[1]?.toLowerCase() === 'top') !== isTime;
  return picked(
    fromStart
      ? between(Math.min(offset, size), Math.min(offset + count, size))
      : between(Math.max(0, size - offset - count), Math.max(0, size - offset)),
  );
}

function matching(codes: readonly string[], matches: (code: string) => boolean): Picked {
  return picked(codes.flatMap((code, at) => (matches(code.toLowerCase()) ? [at] : [])));
}

function wildcard(expression: string, codes: readonly string[]): Picked {
  const stars = expression.split('*').length - 1;
  const leads = expression.startsWith('*');
  const trails = expression.endsWith('*');
  const legal =
    expression === '*' || (stars === 1 ? leads || trails : stars === 2 && leads && trails);
  if (!legal) return { fault: 'illegal-expression', near: [] };
  const part = expression.replaceAll('*', '').toLowerCase();
  return matching(codes, (code) => {
    if (leads && trails) return code.includes(part);
    return leads ? code.endsWith(part) : code.startsWith(part);
  });
}

function questionMarks(expression: string, codes: readonly string[]): Picked {
  const pattern = expression.toLowerCase();
  return matching(
    codes,
    (code) =>
      code.length === pattern.length &&
      pattern.split('').every((unit, at) => unit === '?' || unit === code[at]),
  );
}

/**
 * Picks values by one entry of a selection, with the meaning it has in a PxWebApi v2 query: an
 * existing code, else `*`, `x*`, `*x`, `*x*`, `?`, `top(n,offset)`, `bottom(n,offset)`,
 * `from(c)`, `to(c)` or `range(a,b)`. One thing is stricter than the server: what matches
 * nothing is a fault, where the server would quietly eliminate the variable.
 *
 * @param codes The variable's codes in the source's order; time ascends.
 */
export function pickValues(entry: string, codes: readonly string[], isTime: boolean): Picked {
  const literal = positionOf(entry, codes);
  if (!isFault(literal)) return { positions: [literal] };

  const count = COUNTED.exec(entry);
  if (count !== null) return counted(count, codes.length, isTime);
  const open = OPEN.exec(entry);
  if (open !== null) {
    const at = positionOf(open[2] ?? '', codes);
    if (isFault(at)) return at;
    return picked(
      open[1]?.toLowerCase() === 'from' ? between(at, codes.length) : between(0, at + 1),
    );
  }
  const range = RANGE.exec(entry);
  if (range !== null) {
    const [a, b] = [positionOf(range[1] ?? '', codes), positionOf(range[2] ?? '', codes)];
    if (isFault(a)) return a;
    if (isFault(b)) return b;
    return picked(between(Math.min(a, b), Math.max(a, b) + 1));
  }
  if (FUNCTION.test(entry)) return { fault: 'illegal-expression', near: [] };
  if (entry.includes('?')) return questionMarks(entry, codes);
  if (entry.includes('*')) return wildcard(entry, codes);
  return literal;
}
