/** One line of the benchmark: what was measured, in relation to what, and whether it is good enough. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is a ratio against; null for absolute amounts. */
  readonly against: string | null;
  /** `<= 1.15` or `>= 8`; null where the line only informs. */
  readonly target: string | null;
  readonly met: boolean | null;
}

/** A measure with a target such as `<= 1.15`. */
export function judged(
  name: string,
  value: number,
  unit: string,
  target: `${'<=' | '>='} ${number}`,
  against: string | null = null,
): Measure {
  const [relation, bound] = target.split(' ');
  const met = relation === '<=' ? value <= Number(bound) : value >= Number(bound);
  return { name, value, unit, against, target, met };
}

/** A measure without a target. */
export function informed(
  name: string,
  value: number,
  unit: string,
  against: string | null = null,
): Measure {
  return { name, value, unit, against, target: null, met: null };
}

/** The middle value: on a shared machine the mean is that of the neighbours. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that the work takes, and what it gives. */
export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly ms: number; readonly result: Result }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}
