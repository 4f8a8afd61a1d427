import type { Gate } from './facts.ts';
import { unusualShare } from './usual.ts';
import { against, grouped, percent, standing } from './words.ts';

/** Finds a release that takes away far more of the table than its releases do. */
export const withdrawnShare: Gate = ({ counts, history }) => {
  const before = standing(counts);
  const found = unusualShare(counts.withdrawn, before, history, ({ withdrawn }) => withdrawn);
  if (found === null) return null;
  return `${grouped(counts.withdrawn)} of ${grouped(before)} cells are withdrawn (${percent(found.share)}); ${against(found)}.`;
};
