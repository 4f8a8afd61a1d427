import type { CellCounts } from '../publication.ts';
import type { Unusual } from './usual.ts';

/** `12.5 %`, with as many decimals as a small share needs to be seen. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return '0 %';
  const digits = value >= 10 ? 0 : value >= 1 ? 1 : 2;
  return value < 0.01 ? 'under 0.01 %' : `${Number(value.toFixed(digits))} %`;
}

/** `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** The first items of a list, and how many more there are. */
export function listed(items: readonly string[], most = 5): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(', ')} and ${rest} more` : items.join(', ');
}

/** Cells that stood and were compared with what came. */
export function standing({ changed, withdrawn, unchanged }: CellCounts): number {
  return changed + withdrawn + unchanged;
}

/** What was usual and why this is not. */
export function against({ median, limit, releases }: Unusual): string {
  return `in the last ${releases} releases half were at ${percent(median)} or below, and up to ${percent(limit)} is ordinary`;
}
