import type { Gate } from './facts.ts';
import { unusualShare } from './usual.ts';
import { against, grouped, percent, standing } from './words.ts';

/** Finds a release that revises far more of the table than its releases do. */
export const changedShare: Gate = ({ counts, history }) => {
  const before = standing(counts);
  const found = unusualShare(counts.changed, before, history, ({ changed }) => changed);
  if (found === null) return null;
  return `${grouped(counts.changed)} of ${grouped(before)} cells are changed (${percent(found.share)}); ${against(found)}.`;
};
