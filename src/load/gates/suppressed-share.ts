import type { Gate } from './facts.ts';
import { unusualShare } from './usual.ts';
import { against, grouped, percent, standing } from './words.ts';

/** Finds a release in which far more cells than usual come with a symbol in place of a number. */
export const suppressedShare: Gate = ({ counts, suppressed, history }) => {
  const before = standing(counts);
  const found = unusualShare(suppressed, before, history, (release) => release.suppressed);
  if (found === null) return null;
  return `${grouped(suppressed)} new or changed cells have a symbol in place of a number (${percent(found.share)} of the table); ${against(found)}.`;
};
