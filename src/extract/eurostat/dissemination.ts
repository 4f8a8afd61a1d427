import type { SourceLimits } from '../provider.ts';

/** A server of Eurostat's dissemination API, and how it is asked. */
export interface Dissemination {
  readonly id: string;
  /** Up to and including `/dissemination`, without a slash at the end. */
  readonly baseUrl: string;
  /** One of the three that the API answers in: `en`, `fr` or `de`. */
  readonly language: string;
  readonly documentedLimits: Partial<SourceLimits>;
  readonly licence: string | null;
  /** How long the server repeats an answer; null where it is not known. */
  readonly cacheSeconds: number | null;
}

/**
 * Eurostat states no number of cells: an answer that would be too large becomes a promise to
 * send it later, and is then planned in halves. This many is where planning starts.
 */
const STARTING_CELLS = 1_000_000;

export const EUROSTAT: Dissemination = Object.freeze<Dissemination>({
  id: 'eurostat',
  baseUrl: 'https://ec.europa.eu/eurostat/api/dissemination',
  language: 'en',
  documentedLimits: { maxCells: STARTING_CELLS },
  licence: 'CC BY 4.0',
  cacheSeconds: null,
});
