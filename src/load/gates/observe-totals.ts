import { type Cube, cubeSize, valueAt } from '../../transform/cube.ts';
import type { ObservedChunk } from './observe.ts';
import type { TotalFacts } from './facts.ts';
import type { TotalMember } from './total-members.ts';

/** Sums are compared as doubles: this is far below the last digit that any source prints. */
const ROUNDING = 1e-9;

/** A larger block comes only from sparse documents; its sums are not worth 16 bytes a cell. */
const MAX_CELLS = 4_000_000;

/** Adds up parts chunk by chunk. */
export interface TotalsObserver {
  readonly observe: (chunk: ObservedChunk) => void;
  readonly facts: () => readonly TotalFacts[];
}

/**
 * Compares totals with the sums of their parts, before and after. Only what is whole counts:
 * a total or part without a number leaves its sum out, and so does a chunk that has not all parts.
 */
export function observeTotals(members: readonly TotalMember[]): TotalsObserver {
  const counters = members.map((member) => ({ member, checked: 0, exact: 0, broken: 0 }));
  return {
    observe: (chunk) => {
      const { cube } = chunk;
      if (members.length === 0 || cube.cellCount > MAX_CELLS) return;
      const [before, after] = statesOf(chunk);
      for (const counter of counters) {
        forEachSum(cube, counter.member, (total, parts, stride) => {
          const old = sumState(before, total, parts, stride);
          const now = sumState(after, total, parts, stride);
          if (old !== INCOMPLETE) counter.checked += 1;
          if (old === EXACT) counter.exact += 1;
          // A sum that is new has no earlier state of its own; those of other periods speak for it.
          if (now === OFF && old !== OFF) counter.broken += 1;
        });
      }
    },
    facts: () =>
      counters.map(({ member: { variable, code, label, parts }, ...counts }) => ({
        variable,
        code,
        label,
        parts: parts.length,
        ...counts,
      })),
  };
}

/** All numbers of a chunk before and after; NaN where there is none. */
function statesOf({ cube, changed, added }: ObservedChunk): readonly [Float64Array, Float64Array] {
  const after = new Float64Array(cube.cellCount);
  for (let cell = 0; cell < after.length; cell += 1)
    after[cell] = valueAt(cube, cell) ?? Number.NaN;
  const before = after.slice();
  for (const { cell, before: value } of changed) before[cell] = value ?? Number.NaN;
  for (const cell of added) before[cell] = Number.NaN;
  return [before, after];
}

function forEachSum(
  cube: Cube,
  { variable, code, parts }: TotalMember,
  visit: (total: number, parts: readonly number[], base: number) => void,
): void {
  const axis = cube.dimensions.findIndex((dimension) => dimension.code === variable);
  const dimension = cube.dimensions[axis];
  if (dimension === undefined) return;
  const positions = new Map(dimension.categories.map((category, at) => [category.code, at]));
  const size = cubeSize(cube);
  const stride = size.slice(axis + 1).reduce((product, length) => product * length, 1);
  const total = positions.get(code);
  const places = parts.flatMap((part) => positions.get(part) ?? []).map((at) => at * stride);
  if (total === undefined || places.length !== parts.length) return;
  const block = stride * dimension.categories.length;
  for (let outer = 0; outer < cube.cellCount; outer += block) {
    for (let inner = 0; inner < stride; inner += 1) {
      visit(outer + inner + total * stride, places, outer + inner);
    }
  }
}

const INCOMPLETE = 0;
const EXACT = 1;
const OFF = 2;

/** Whether a total is its parts' sum. All zero is no evidence and counts as incomplete. */
function sumState(
  values: Float64Array,
  total: number,
  parts: readonly number[],
  base: number,
): typeof INCOMPLETE | typeof EXACT | typeof OFF {
  let sum = 0;
  let size = 0;
  for (const part of parts) {
    const value = values[base + part] ?? Number.NaN;
    sum += value;
    size += Math.abs(value);
  }
  const whole = values[total] ?? Number.NaN;
  size += Math.abs(whole);
  if (Number.isNaN(size) || size === 0) return INCOMPLETE;
  return Math.abs(whole - sum) <= ROUNDING * size ? EXACT : OFF;
}
