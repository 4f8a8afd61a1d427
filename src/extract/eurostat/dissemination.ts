import type { SourceServer } from '../source-server.ts';

/**
 * Eurostat states no number of cells: an answer that would be too large becomes a promise to
 * send it later, and is then planned in halves. This many is where planning starts.
 */
const STARTING_CELLS = 1_000_000;

/** Its dissemination API, which answers in English, French and German. */
export const EUROSTAT: SourceServer = Object.freeze<SourceServer>({
  id: 'eurostat',
  baseUrl: 'https://ec.europa.eu/eurostat/api/dissemination',
  language: 'en',
  documentedLimits: { maxCells: STARTING_CELLS },
  licence: 'CC BY 4.0',
  cacheSeconds: null,
});
