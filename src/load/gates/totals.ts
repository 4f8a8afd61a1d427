import type { Gate } from './facts.ts';
import { grouped } from './words.ts';

/**
 * Finds totals that were exactly the sum of their parts, in every case looked at, and are not
 * any more. Tables whose totals never added up (means, shares, rounded counts, several levels
 * in one list) say nothing here.
 */
export const totals: Gate = (facts) => {
  const broken = facts.totals.filter(
    (total) => total.checked > 0 && total.exact === total.checked && total.broken > 0,
  );
  if (broken.length === 0) return null;
  return broken
    .map(
      (total) =>
        `${grouped(total.broken)} of ${grouped(total.checked)} totals ${total.variable}=${total.code} (${total.label}) are no longer the sum of their ${total.parts} parts; before, all were.`,
    )
    .join(' ');
};
