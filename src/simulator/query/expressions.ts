import { RequestProblem } from '../problem.ts';

/** What an expression is resolved against: codes in metadata order. */
export interface CodeSpace {
  readonly codes: readonly string[];
  /** For time, `top` means newest; for all others, first in metadata order. */
  readonly time: boolean;
}

const COUNTED = /^(top|bottom)\((\d+)(?:,(\d+))?\)$/i;
const BOUNDED = /^(from|to)\(([^,]+)\)$/i;
const RANGED = /^range\(([^,]+),([^,]+)\)$/i;
const FUNCTION = /^(top|bottom|from|to|range)\(/i;

/**
 * Positions that a code or a selection expression selects. An existing code beats the
 * reading as an expression. A pattern may match nothing: that is not an error here.
 *
 * @throws RequestProblem `Non-existent value`, `Illegal selection expression`
 */
export function expand(element: string, space: CodeSpace): readonly number[] {
  const literal = positionOf(element, space.codes);
  if (literal !== -1) return [literal];
  if (FUNCTION.test(element)) return expandFunction(element, space);
  if (element.includes('?')) return matching(space, questionPattern(element));
  if (element.includes('*')) return matching(space, starPattern(element));
  throw new RequestProblem('Non-existent value');
}

/** Position of a code: exactly if there is one, else without regard to case; -1 if absent. */
export function positionOf(code: string, codes: readonly string[]): number {
  const exact = codes.indexOf(code);
  if (exact !== -1) return exact;
  const folded = code.toLowerCase();
  return codes.findIndex((candidate) => candidate.toLowerCase() === folded);
}

function expandFunction(element: string, space: CodeSpace): readonly number[] {
  const counted = COUNTED.exec(element);
  if (counted !== null) {
    const count = Number(counted[2]);
    if (count < 1) throw new RequestProblem('Illegal selection expression');
    const atEnd = (counted[1]?.toLowerCase() === 'top') === space.time;
    return endSlice(space.codes.length, count, Number(counted[3] ?? 0), atEnd);
  }
  const last = space.codes.length - 1;
  const bounded = BOUNDED.exec(element);
  if (bounded !== null) {
    const position = existing(bounded[2] ?? '', space);
    return bounded[1]?.toLowerCase() === 'from' ? span(position, last) : span(0, position);
  }
  const ranged = RANGED.exec(element);
  if (ranged !== null) {
    const one = existing(ranged[1] ?? '', space);
    const other = existing(ranged[2] ?? '', space);
    return span(Math.min(one, other), Math.max(one, other));
  }
  throw new RequestProblem('Illegal selection expression');
}

function endSlice(
  length: number,
  count: number,
  offset: number,
  atEnd: boolean,
): readonly number[] {
  return atEnd
    ? span(Math.max(0, length - offset - count), length - offset - 1)
    : span(offset, Math.min(length, offset + count) - 1);
}

function existing(code: string, space: CodeSpace): number {
  const position = positionOf(code, space.codes);
  if (position === -1) throw new RequestProblem('Non-existent value');
  return position;
}

function span(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
}

function matching(space: CodeSpace, pattern: RegExp): readonly number[] {
  return space.codes.flatMap((code, position) => (pattern.test(code) ? [position] : []));
}

/** `?` stands for one character; a `*` beside it is an ordinary character. */
function questionPattern(element: string): RegExp {
  return anchored(element.split('?').map(escaped).join('.'));
}

/** `*` stands for any text, at the ends only. */
function starPattern(element: string): RegExp {
  const middle = element.replace(/^\*/, '').replace(/\*$/, '');
  if (middle.includes('*')) throw new RequestProblem('Illegal selection expression');
  const before = element.startsWith('*') ? '.*' : '';
  const after = element.endsWith('*') ? '.*' : '';
  return anchored(`${before}${escaped(middle)}${after}`);
}

function anchored(source: string): RegExp {
  return new RegExp(`^${source}$`, 'is');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
