/** The two languages that SSB answers in; codes are the same in both. */
export const LANGUAGES = Object.freeze(['no', 'en'] as const);
export type Language = (typeof LANGUAGES)[number];

/** The same text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** What a contents code says about its figures, besides its label. */
export interface ContentsFacts {
  readonly unit: { readonly base: Bilingual; readonly decimals: number };
  readonly refperiod: Bilingual | null;
  readonly measuringType: string;
  readonly priceType: string;
  readonly adjustment: string;
  readonly basePeriod: Bilingual | null;
}

export interface SimulatedValue {
  readonly code: string;
  readonly label: Bilingual;
  readonly notes: readonly Bilingual[];
  /** Space-separated urns, as in `link.describedby`. */
  readonly describedby: string | null;
  /** Only for values of the contents variable. */
  readonly contents: ContentsFacts | null;
}

export interface SimulatedVariable {
  readonly code: string;
  readonly label: Bilingual;
  readonly role: 'time' | 'geo' | 'metric' | null;
  readonly values: readonly SimulatedValue[];
  readonly elimination: boolean;
  /** The value that stands for the whole; without one, elimination sums. */
  readonly eliminationValueCode: string | null;
  readonly show: string;
  readonly describedby: string | null;
  readonly notes: readonly Bilingual[];
  readonly codelists: readonly string[];
}

export interface CodelistValue {
  readonly code: string;
  readonly label: Bilingual;
  /** Codes of the variable that this value covers. */
  readonly valueMap: readonly string[];
}

/** A grouping (`agg_…`, values are sums) or a value set (`vs_…`, values are themselves). */
export interface Codelist {
  readonly id: string;
  readonly label: Bilingual;
  readonly type: 'Aggregation' | 'Valueset';
  readonly values: readonly CodelistValue[];
}

export interface PathStep {
  readonly id: string;
  readonly label: Bilingual;
  readonly sortCode: string;
}

/**
 * The cells of a table by flat row-major index over all variables. A missing cell is a
 * null value with a symbol; `-` (nil) is sent as null with its symbol, as SSB does.
 */
export interface CellSource {
  value(index: number): number | null;
  symbol(index: number): string | null;
}

/** A table as the simulator serves it. Immutable: a publication makes a new one. */
export interface SimulatedTable {
  readonly id: string;
  /** Without the table number and the period range, which the catalogue adds. */
  readonly title: Bilingual;
  readonly sortCode: string;
  readonly subjectCode: string;
  readonly timeUnit: string;
  readonly paths: readonly (readonly PathStep[])[];
  readonly source: Bilingual;
  readonly updated: string | null;
  readonly nextUpdate: string | null;
  readonly discontinued: boolean;
  readonly official: boolean;
  readonly aggregationAllowed: boolean;
  readonly notes: readonly Bilingual[];
  /** Positions in `notes` that must always be shown. */
  readonly mandatoryNotes: readonly number[];
  readonly variables: readonly SimulatedVariable[];
  readonly codelists: readonly Codelist[];
  readonly cells: CellSource;
}

/** The variable with the time role; every StatBank table has exactly one. */
export function timeVariable(table: SimulatedTable): SimulatedVariable | undefined {
  return table.variables.find((variable) => variable.role === 'time');
}

/** Whether a request may leave the variable out. Time and contents never may. */
export function isMandatory(variable: SimulatedVariable): boolean {
  return !variable.elimination || variable.role === 'time' || variable.role === 'metric';
}

/** Numbers of values, in variable order. */
export function sizesOf(variables: readonly SimulatedVariable[]): readonly number[] {
  return variables.map((variable) => variable.values.length);
}
