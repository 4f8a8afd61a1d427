import { StatbankError } from '../../errors/statbank-error.ts';
import { oneFileProvider } from '../document/one-file.ts';
import type { Provider } from '../provider.ts';
import { readFigures } from './figures.ts';
import { figureCube, figureTables } from './tables.ts';

/** A report whose printed figures are tables. */
export interface PublishedReport {
  readonly providerId: string;
  /** Folder that holds `published-figures.csv`, without a slash at the end. */
  readonly baseUrl: string;
}

/**
 * Tables from the figures that a report prints: what was published then, beside what can be
 * refreshed. One file holds them all, so describing a table brings its cells with it.
 *
 * @throws (its functions) StatbankError SB_SOURCE_NO_SUCH_TABLE, SB_SOURCE_SELECTION,
 *   SB_DOCUMENT_INVALID, SB_CUBE_INVALID, SB_HTTP_FORBIDDEN, SB_HTTP_STATUS, and what the exchange throws
 */
export function createPublishedProvider({ providerId, baseUrl }: PublishedReport): Provider {
  return oneFileProvider({
    id: providerId,
    urlOf: () => `${baseUrl}/published-figures.csv`,
    whatOf: () => 'file of published figures',
    read: (table, bytes) => {
      const figures = readFigures(bytes);
      const cube = figureCube(table, figures);
      if (cube !== null) return cube;
      throw new StatbankError(
        'SB_SOURCE_NO_SUCH_TABLE',
        `The published figures have no table ${table}. They have ${figureTables(figures).join(', ')}.`,
        { context: { table } },
      );
    },
    licence: null,
    timeUnit: 'annual',
  });
}
