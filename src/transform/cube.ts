import type { DocumentPlace } from './document-place.ts';

/** What a dimension measures along; decides the column it becomes in the star. */
export type DimensionRole = 'time' | 'geo' | 'metric' | 'classification';

/** One value of a variable, e.g. `0301 Oslo`. Codes are opaque text: never folded, trimmed or sorted. */
export interface Category {
  readonly code: string;
  /** As the source prints it; the code where the source gives no label. */
  readonly label: string;
  /** Code of the direct ancestor from the source's own hierarchy, else null. */
  readonly parent: string | null;
  readonly notes: readonly string[];
}

/** Whether a variable may be left out of a query, and the code that stands for "all of it". */
export interface Elimination {
  readonly allowed: boolean;
  readonly valueCode: string | null;
}

/** A variable and its values in position order (JSON-stat `dimension`, PxWeb variable). */
export interface Dimension {
  readonly code: string;
  readonly label: string;
  readonly role: DimensionRole;
  readonly categories: readonly Category[];
  /** Urns from `link.describedby` that name the variable's classification or concept. */
  readonly classifications: readonly string[];
  /** Null where the source does not say. */
  readonly elimination: Elimination | null;
  readonly notes: readonly string[];
}

/** How a measure relates to time (PxWeb `measuringType`). */
export type MeasuringType = 'stock' | 'flow' | 'average' | 'other';

/** What is counted: one category of the metric dimension with its unit and its kind. */
export interface Measure {
  readonly code: string;
  readonly label: string;
  readonly unit: string | null;
  /** Presentation precision; null where the source does not say. */
  readonly decimals: number | null;
  readonly measuringType: MeasuringType | null;
  readonly priceType: string | null;
  readonly adjustment: string | null;
  readonly basePeriod: string | null;
  readonly referencePeriod: string | null;
  readonly classifications: readonly string[];
}

/** Everything about a cube except its cells: what JSON-stat metadata without values also carries. */
export interface CubeFrame {
  readonly label: string;
  readonly source: string | null;
  /** ISO 8601 instant in UTC, or null where the source states none or states it unreadably. */
  readonly updated: string | null;
  readonly notes: readonly string[];
  /** In row-major order: the last dimension varies fastest. */
  readonly dimensions: readonly Dimension[];
  /** One per category of the metric dimension, in position order; exactly one if there is no metric dimension. */
  readonly measures: readonly Measure[];
}

/**
 * Values by flat row-major index. A dense column has one entry per cell, a sparse one
 * only the cells that are present. Null is a missing number; an index that is absent
 * from a sparse column is the same as null without a symbol.
 */
export type ValueColumn =
  | { readonly kind: 'dense'; readonly values: readonly (number | null)[] }
  | { readonly kind: 'sparse'; readonly values: ReadonlyMap<number, number | null> };

/**
 * The one in-memory form of a statistical table, produced by every provider.
 *
 * A cell has three separate things: its number or null, its symbol as printed, and its
 * place. A cell with neither number nor symbol is not published (it equals an absent one).
 */
export interface Cube extends CubeFrame {
  /** Product of the dimensions' sizes; 0 for an empty result. */
  readonly cellCount: number;
  readonly values: ValueColumn;
  /** Symbol by flat index; `-` stands beside the value 0 (SSB's standard signs: nil). */
  readonly symbols: ReadonlyMap<number, string>;
  /** Where the number of a cell stands in its document, by flat index; absent where that is the flat index itself, or not told. */
  readonly places?: ReadonlyMap<number, DocumentPlace>;
}

/** Sizes of the dimensions, in order. */
export function cubeSize(frame: Pick<CubeFrame, 'dimensions'>): readonly number[] {
  return frame.dimensions.map((dimension) => dimension.categories.length);
}

/** Number of cells that a frame spans: the product of its sizes, 1 for no dimensions. */
export function cellCount(size: readonly number[]): number {
  return size.reduce((product, length) => product * length, 1);
}

/** Value of the cell at a flat index, null if missing. */
export function valueAt(cube: Cube, index: number): number | null {
  const value =
    cube.values.kind === 'dense' ? cube.values.values[index] : cube.values.values.get(index);
  return value ?? null;
}
