import type { SourceResponse } from '../provider.ts';

/** When the server says that a file was last changed, an ISO instant; null where it does not say. */
export function instantOf({ headers }: Pick<SourceResponse, 'headers'>): string | null {
  const moment = Date.parse(headers['last-modified'] ?? '');
  return Number.isNaN(moment) ? null : new Date(moment).toISOString();
}
