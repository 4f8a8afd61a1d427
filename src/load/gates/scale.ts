import type { Gate, ScaleFacts } from './facts.ts';
import type { RatioHistogram } from './ratio-histogram.ts';
import { grouped, percent } from './words.ts';

/** Fewer cells than this are corrected one by one, not by a factor. */
const MIN_CELLS = 5;
/** In powers of ten: half to twice the factor, as revised figures are not exactly a thousandfold. */
const NEAR = 0.3;
const MOST = 0.75;

/**
 * Finds figures that have become a thousand times larger or smaller: among the cells that
 * were revised, or in new cells against the period before. Units printed in thousands, or no
 * longer, are how this happens.
 */
export const scale: Gate = ({ scales }) => {
  const found = scales.flatMap(describe);
  return found.length === 0 ? null : `${found.join('; ')}.`;
};

function describe({ measure, revised, fresh }: ScaleFacts): readonly string[] {
  return [
    ...thousandfold(revised).map((factor) => `${measure}: ${factor} the figures before`),
    ...thousandfold(fresh).map((factor) => `${measure}: ${factor} the period before`),
  ];
}

function thousandfold(ratios: RatioHistogram): readonly string[] {
  if (ratios.count < MIN_CELLS) return [];
  return [1000, 1 / 1000].flatMap((factor) => {
    const share = ratios.shareNear(factor, NEAR);
    const middle = Math.abs(Math.log10(ratios.median() / factor));
    if (share < MOST || middle > NEAR) return [];
    const times = factor > 1 ? '1,000 times' : 'a thousandth of';
    return [`${percent(share)} of ${grouped(ratios.count)} cells are about ${times}`];
  });
}
