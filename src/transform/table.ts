import type { CubeFrame } from './cube.ts';

/** A table as people name it: `ssb:07459`. */
export interface TableRef {
  readonly provider: string;
  readonly table: string;
}

/** One step of a subject path, from the top: `be Befolkning`, …, `folkemengde Befolkning`. */
export interface SubjectStep {
  readonly id: string;
  readonly label: string;
}

/** Time units that the source states (PxWebApi `timeUnit`), which decide what a bare code means. */
export type TimeUnit =
  | 'annual'
  | 'half-yearly'
  | 'quarterly'
  | 'monthly'
  | 'weekly'
  | 'daily'
  | 'other';

/** What a source says about a table, apart from its cells. Titles without the table number. */
export interface TableDescription {
  readonly ref: TableRef;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  readonly subjectPaths: readonly (readonly SubjectStep[])[];
  readonly official: boolean | null;
  readonly discontinued: boolean;
  readonly timeUnit: TimeUnit | null;
  readonly firstPeriod: string | null;
  readonly lastPeriod: string | null;
  /** ISO instants. */
  readonly updated: string | null;
  readonly nextUpdate: string | null;
  /** All variables with all their values, in the table's own language (Norwegian where there is one). */
  readonly frame: CubeFrame;
  /** The same frame in English: same codes, other labels; null where the source has no English. */
  readonly english: CubeFrame | null;
}

/** Explicit codes per variable, in the source's order. A variable that is absent is eliminated. */
export type Selection = ReadonlyMap<string, readonly string[]>;

/** `ssb:07459`. */
export function tableName(ref: TableRef): string {
  return `${ref.provider}:${ref.table}`;
}
