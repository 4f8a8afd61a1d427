import type { CubeFrame } from '../../transform/cube.ts';
import { metricAxis } from '../axes.ts';
import type { CellCounts, Publication } from '../publication.ts';
import { dimensionFacts, measureChanges, periodFacts, relabellings } from './differences.ts';
import type { PublicationFacts } from './facts.ts';
import { type CellObserver, observeCells } from './observe.ts';
import type { StandingTable } from './standing.ts';
import { totalMembers } from './total-members.ts';

/** Gathers the facts of one publication. */
export interface Watch {
  readonly observe: CellObserver['observe'];
  readonly facts: (loaded: {
    readonly counts: CellCounts;
    readonly suppressed: number;
    readonly labelsChanged: boolean;
  }) => PublicationFacts;
}

/**
 * Starts to watch a publication.
 *
 * @param whole everything that the source has along the selected variables
 */
export function watchPublication(
  standing: StandingTable,
  { description }: Publication,
  whole: CubeFrame,
): Watch {
  const metric = whole.dimensions[metricAxis(whole)]?.code ?? null;
  const cells = observeCells(
    metric,
    whole.measures,
    relabellings(standing, whole),
    totalMembers(whole),
  );
  return {
    observe: cells.observe,
    facts: (loaded) => ({
      ...loaded,
      ...cells.facts(),
      history: standing.history,
      dimensions: dimensionFacts(standing, whole, description),
      measures: measureChanges(standing, whole),
      periods: periodFacts(standing, whole),
      updatedBefore: standing.updated,
      updatedAfter: description.updated,
    }),
  };
}
