import type { Gate } from './facts.ts';
import { MIN_HISTORY } from './usual.ts';
import { listed } from './words.ts';

/**
 * Finds periods that are gone from the beginning or the middle of the table's time. A table
 * that has taken cells away in most of its releases shows a moving window, and its beginning
 * may go; a hole in the middle is never usual.
 */
export const periodRemoved: Gate = ({ periods: { removedAtStart, removedInMiddle }, history }) => {
  const withdrew = history.filter(({ withdrawn }) => withdrawn > 0).length;
  const movingWindow = history.length >= MIN_HISTORY && withdrew * 2 > history.length;
  const parts = [
    ...(removedAtStart.length === 0 || movingWindow
      ? []
      : [`The first periods are gone: ${listed(removedAtStart)}.`]),
    ...(removedInMiddle.length === 0
      ? []
      : [`Periods between others are gone: ${listed(removedInMiddle)}.`]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
};
