/** Bins per power of ten: fine enough to tell a factor of 1,000 from one of 900. */
const BINS_PER_DECADE = 50;
/** Ratios beyond 10^±9 count as that. */
const DECADES = 9;

/** How many ratios there were of each size; the same memory for ten cells and ten million. */
export interface RatioHistogram {
  readonly count: number;
  /** The ratio that half of them reach; within 5 %. NaN without any. */
  median(): number;
  /** Share of ratios within `tolerance` powers of ten of `ratio`. */
  shareNear(ratio: number, tolerance: number): number;
}

/** A histogram that is still being filled. */
export interface RatioCounter extends RatioHistogram {
  /** Counts the ratio `after / before`; pairs with a zero or with different signs have none. */
  add(before: number, after: number): void;
}

/** An empty histogram. */
export function createRatioCounter(): RatioCounter {
  const middle = DECADES * BINS_PER_DECADE;
  const bins = new Int32Array(2 * middle + 1);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(before, after) {
      const ratio = after / before;
      if (!(ratio > 0 && Number.isFinite(ratio))) return;
      const place = Math.round(Math.log10(ratio) * BINS_PER_DECADE) + middle;
      const bin = Math.min(bins.length - 1, Math.max(0, place));
      bins[bin] = (bins[bin] ?? 0) + 1;
      count += 1;
    },
    median() {
      if (count === 0) return Number.NaN;
      let seen = 0;
      const at = bins.findIndex((size) => (seen += size) * 2 >= count);
      return 10 ** ((at - middle) / BINS_PER_DECADE);
    },
    shareNear(ratio, tolerance) {
      if (count === 0) return 0;
      const at = Math.log10(ratio) * BINS_PER_DECADE + middle;
      const reach = tolerance * BINS_PER_DECADE;
      let near = 0;
      for (let bin = 0; bin < bins.length; bin += 1) {
        if (Math.abs(bin - at) <= reach) near += bins[bin] ?? 0;
      }
      return near / count;
    },
  };
}
