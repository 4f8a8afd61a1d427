import { createHash } from 'node:crypto';

import { cutToBytes, MOST_BYTES, slug } from './identifier.ts';

// Room for the longest combination of suffixes, `_history_en`.
const ROOM_FOR_SUFFIXES = 11;
const SUFFIX = /_(?:en|wide|history)$/;

/**
 * Name of a table's view in `mart`: `ssb_07459`, `file_mine_tall`,
 * `dfo_published_tall` (a provider's hyphens are underscores). Where the table's id
 * does not survive in it (signs replaced, cut off, or an ending that looks like one of
 * the companion views), a few digits of a hash of the id keep it apart from others.
 */
export function viewName(provider: string, table: string): string {
  const wished = slug(`${provider}_${table}`);
  const faithful =
    wished === `${provider.replaceAll('-', '_')}_${table}`.toLowerCase() && !SUFFIX.test(wished);
  const most = MOST_BYTES - ROOM_FOR_SUFFIXES;
  if (faithful && Buffer.byteLength(wished) <= most) return wished;
  const mark = createHash('sha256').update(`${provider}:${table}`).digest('hex').slice(0, 6);
  return `${cutToBytes(wished, most - mark.length - 1)}_${mark}`;
}
