import type { EarlierRelease } from './facts.ts';

/**
 * With fewer releases the spread of a share is a guess: a quarterly table is then judged
 * after some fifteen months, a monthly one after half a year.
 */
export const MIN_HISTORY = 5;

/** Half-width of "usual" in standard deviations, each estimated as 1.4826 × MAD (exact for normal spread). */
const WIDTH = 6 * 1.4826;

/** Releases that may come in one: what missed nights or a late catalogue let pile up. */
const PILED_UP = 3;

/** A share that is out of the ordinary, with what was ordinary. */
export interface Unusual {
  readonly share: number;
  readonly median: number;
  readonly limit: number;
  readonly releases: number;
}

/**
 * Judges a share of cells by the table's own earlier releases: unusual is what exceeds their
 * median by six robust standard deviations, and also the size of three ordinary releases (by
 * the median share of cells that one touches in any way), so that releases may pile up, and a
 * table that was never revised may have its first correction. Tables that are always revised whole are never unusual.
 *
 * @param count cells of this publication that are counted
 * @param before cells that stood
 * @param of the same count of an earlier release; null if it is not known
 * @returns null if the share is usual, or if there is too little history to tell
 */
export function unusualShare(
  count: number,
  before: number,
  history: readonly EarlierRelease[],
  of: (release: EarlierRelease) => number | null,
): Unusual | null {
  const known = history.flatMap((release) => {
    const counted = of(release);
    return counted === null || release.before === 0
      ? []
      : [{ share: counted / release.before, touched: touched(release) / release.before }];
  });
  if (known.length < MIN_HISTORY || before === 0) return null;
  const shares = known.map(({ share }) => share);
  const middle = median(shares);
  const spread = median(shares.map((share) => Math.abs(share - middle)));
  const ordinary = median(known.map((release) => release.touched));
  const limit = Math.max(middle + WIDTH * spread, PILED_UP * ordinary);
  const share = count / before;
  return share > limit ? { share, median: middle, limit, releases: known.length } : null;
}

function touched({ added, changed, withdrawn }: EarlierRelease): number {
  return added + changed + withdrawn;
}

/** Middle value; the mean of the two middle ones of an even number. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}
