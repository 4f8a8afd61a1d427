import type { Gate } from './facts.ts';
import { grouped, percent, standing } from './words.ts';

/** A table that keeps less than this part of what it ever kept is likelier broken than shrunk. */
const STRONGLY = 0.5;

/**
 * Finds a table that has shrunk to less than half of what its hardest earlier release left
 * of it. Counted among the cells that were asked for, so a narrower selection is no shrinking.
 */
export const rowCount: Gate = ({ counts, history }) => {
  const before = standing(counts);
  const after = counts.added + counts.changed + counts.unchanged;
  if (before === 0) return null;
  const kept = history
    .filter((release) => release.before > 0)
    .map((release) => (release.before + release.added - release.withdrawn) / release.before);
  const least = Math.min(1, ...kept);
  if (after / before >= STRONGLY * least) return null;
  return `${grouped(after)} cells came where ${grouped(before)} stood (${percent(after / before)}); no earlier release left less than ${percent(least)}.`;
};
