import type { CellCounts } from '../publication.ts';
import type { RatioHistogram } from './ratio-histogram.ts';

/** What an earlier vintage did to the cells that it was compared with. Label changes alone are not listed. */
export interface EarlierRelease {
  /** Cells that stood before it. */
  readonly before: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  /** Null for vintages from before this was counted. */
  readonly suppressed: number | null;
}

/** A variable as it stands, or comes. */
export interface VariableFacts {
  readonly code: string;
  readonly label: string;
}

/** How the variables differ; the order is that of the variables that both have. */
export interface DimensionFacts {
  readonly added: readonly VariableFacts[];
  readonly removed: readonly (VariableFacts & {
    /** True if the source still has it and only the selection leaves it out. */
    readonly deselected: boolean;
  })[];
  readonly orderBefore: readonly string[];
  readonly orderAfter: readonly string[];
}

/** One property of a measure that is another than before. */
export interface MeasureChange {
  readonly measure: string;
  readonly property:
    | 'unit'
    | 'decimals'
    | 'base period'
    | 'measuring type'
    | 'price type'
    | 'adjustment';
  readonly before: string;
  readonly after: string;
}

/** Sizes of a measure's numbers against what they were. */
export interface ScaleFacts {
  readonly measure: string;
  /** Ratios of new to old of the cells whose number changed. */
  readonly revised: RatioHistogram;
  /** Ratios of new cells to the period before in the same series. */
  readonly fresh: RatioHistogram;
}

/** A code that is called otherwise than before. */
export interface RelabelledCode {
  readonly variable: string;
  readonly code: string;
  readonly before: string;
  readonly after: string;
  /** Its cells that stood and still come, and how many of them have another number or symbol. */
  readonly compared: number;
  readonly changed: number;
}

/** A total member whose parts were added up, in the cells where both states are known. */
export interface TotalFacts {
  readonly variable: string;
  readonly code: string;
  readonly label: string;
  readonly parts: number;
  /** Totals that were whole before, and those of them that were exactly the sum of their parts. */
  readonly checked: number;
  readonly exact: number;
  /** Totals that were exact before and are not any more. */
  readonly broken: number;
}

/** Periods that stood and that the source no longer has, by where they were. */
export interface PeriodFacts {
  readonly removedAtStart: readonly string[];
  readonly removedInMiddle: readonly string[];
}

/** Everything that the gates judge a publication by: what stood, what comes, and what was usual. */
export interface PublicationFacts {
  readonly counts: CellCounts;
  /** Cells added or changed that have a symbol and no number. */
  readonly suppressed: number;
  /** Oldest first, the first load of the table left out. */
  readonly history: readonly EarlierRelease[];
  readonly labelsChanged: boolean;
  readonly dimensions: DimensionFacts;
  readonly measures: readonly MeasureChange[];
  readonly scales: readonly ScaleFacts[];
  readonly relabelled: readonly RelabelledCode[];
  readonly totals: readonly TotalFacts[];
  readonly periods: PeriodFacts;
  /** ISO instants: the source's own stamp of the standing vintage, and of this publication. */
  readonly updatedBefore: string | null;
  readonly updatedAfter: string | null;
}

/** A gate: why the publication should be looked at, in words and numbers, or null. */
export type Gate = (facts: PublicationFacts) => string | null;
