import type { EarlierRelease, PublicationFacts } from '../../src/load/gates/facts.ts';

/** A publication in which nothing happens, of a table with a thousand cells and ten quiet releases. */
export function quietFacts(other: Partial<PublicationFacts> = {}): PublicationFacts {
  return {
    counts: { added: 0, changed: 0, withdrawn: 0, unchanged: 1000 },
    suppressed: 0,
    history: releases(10),
    labelsChanged: false,
    dimensions: {
      added: [],
      removed: [],
      orderBefore: ['Kjonn', 'Tid'],
      orderAfter: ['Kjonn', 'Tid'],
    },
    measures: [],
    scales: [],
    relabelled: [],
    totals: [],
    periods: { removedAtStart: [], removedInMiddle: [] },
    updatedBefore: '2026-02-24T07:00:00Z',
    updatedAfter: '2026-03-24T07:00:00Z',
    ...other,
  };
}

/** Earlier releases of a table of a thousand cells that add a tenth and revise about 2 %. */
export function releases(
  count: number,
  other: Partial<EarlierRelease> = {},
): readonly EarlierRelease[] {
  return Array.from({ length: count }, (_, at) => ({
    before: 1000,
    added: 100,
    changed: 18 + (at % 5),
    withdrawn: 0,
    suppressed: 0,
    ...other,
  }));
}
