import type { Dimension } from '../../transform/cube.ts';
import { parsePeriod } from '../../transform/period.ts';

/** Whether a time variable lists its newest period first, as some agencies' files do. */
export function isNewestFirst({ role, categories }: Dimension): boolean {
  if (role !== 'time') return false;
  const first = parsePeriod(categories.at(0)?.code ?? '').start;
  const last = parsePeriod(categories.at(-1)?.code ?? '').start;
  return first !== null && last !== null && first > last;
}

/** Codes of the oldest and the newest period of a table; null where it has none. */
export function periodSpan(dimensions: readonly Dimension[]): {
  readonly firstPeriod: string | null;
  readonly lastPeriod: string | null;
} {
  const time = dimensions.find(({ role }) => role === 'time');
  const codes = time?.categories.map(({ code }) => code) ?? [];
  const [first, last] = [codes.at(0) ?? null, codes.at(-1) ?? null];
  return time !== undefined && isNewestFirst(time)
    ? { firstPeriod: last, lastPeriod: first }
    : { firstPeriod: first, lastPeriod: last };
}
