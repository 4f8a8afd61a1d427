/** Languages that analysts read in: the views of `mart`, and with suffix `_en`. */
export type Language = 'no' | 'en';

/** What a column holds. `number` is an exact decimal in Postgres. */
export type ColumnType =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'json'
  | 'list';

/** A column of a view, as its comment tells it. */
export interface MartColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
}

/** One column that refers to the single-column key of a dimension. */
export interface MartReference {
  readonly column: string;
  readonly toView: string;
  readonly toColumn: string;
}

/** A view that readers see. */
export interface MartView {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly MartColumn[];
  /** Columns that make a row unique, in the table's order; empty where none is announced. */
  readonly key: readonly string[];
  readonly references: readonly MartReference[];
}

export type VariableRole = 'time' | 'geo' | 'metric' | 'classification';

/** A variable that the table's newest vintage has. */
export interface MartVariable {
  readonly code: string;
  readonly label: string;
  readonly role: VariableRole;
  /** Column with its labels, or with its period. */
  readonly column: string;
  /** Column with its codes; the same as `column` for time. */
  readonly codeColumn: string;
  /** URN of the classification or concept that other tables share; null for none. */
  readonly concept: string | null;
  /** Code of the one value that stands for all; null where there is none. */
  readonly totalCode: string | null;
  /** Whether the other values contain one another: groups and what they are made of, places of several levels. */
  readonly overlaps: boolean;
  /** The total, or else the first value. */
  readonly exampleCode: string | null;
  /** How many values it has. */
  readonly values: number;
}

export type Additivity = 'full' | 'not over time' | 'none' | 'unknown';

/** What the table counts (statistikkvariabel). */
export interface MartMeasure {
  readonly key: number;
  readonly code: string;
  readonly label: string;
  readonly unit: string | null;
  readonly decimals: number | null;
  readonly additivity: Additivity;
  readonly basePeriod: string | null;
  readonly referencePeriod: string | null;
}

/** A statistical table: its view, and what is known of it. Instants are ISO texts. */
export interface MartTable {
  /** `ssb:07459`. */
  readonly id: string;
  /** Name of the Norwegian view, which functions of `mart` ask for. */
  readonly baseView: string;
  readonly view: MartView;
  readonly title: string;
  readonly source: string | null;
  readonly licence: string | null;
  readonly official: boolean | null;
  readonly state: string;
  readonly stateWords: string;
  readonly vintage: number;
  readonly cells: number;
  readonly sourceUpdatedAt: string | null;
  readonly committedAt: string;
  readonly nextReleaseAt: string | null;
  readonly variables: readonly MartVariable[];
  readonly measures: readonly MartMeasure[];
}

/** All that analysts see, in one language. */
export interface Mart {
  readonly language: Language;
  readonly tables: readonly MartTable[];
  /** Conformed dimensions, the bridge of series and members among them. */
  readonly dimensions: readonly MartView[];
  /** The facts of all tables. */
  readonly facts: MartView;
}
