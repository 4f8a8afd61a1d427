import type { Gate } from './facts.ts';

/** Finds figures that the source stamps as older than those that stand: a restored backup, or a stale cache. */
export const updatedBackwards: Gate = ({ updatedBefore, updatedAfter }) => {
  if (updatedBefore === null || updatedAfter === null) return null;
  if (Date.parse(updatedAfter) >= Date.parse(updatedBefore)) return null;
  return `The source says that it updated the table at ${updatedAfter}, which is before the ${updatedBefore} of the figures that stand.`;
};
