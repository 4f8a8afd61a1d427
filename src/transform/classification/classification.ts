/** What something is called in Bokmål, Nynorsk and English; null where the source has no such name. */
export interface Names {
  readonly no: string | null;
  readonly nn: string | null;
  readonly en: string | null;
}

/** A span of days as ISO dates: `from` included, `to` not; null for a span without an end. */
export interface DateSpan {
  readonly from: string;
  readonly to: string | null;
}

/** A code with the names and the parent that it had during one span of days. */
export interface CodeSpan extends DateSpan {
  readonly code: string;
  readonly level: number | null;
  readonly parent: string | null;
  readonly names: Names;
}

/** One line of a classification's list of changes. A code that is null did not, or does not, exist. */
export interface StatedChange {
  /** The day from which the new code stands. */
  readonly date: string;
  readonly oldCode: string | null;
  readonly newCode: string | null;
  readonly oldName: string | null;
  readonly newName: string | null;
}

/**
 * - `rename`: another name, the same code and place.
 * - `recode`: another code, the same place.
 * - `merge`: several become one.
 * - `split`: one becomes several.
 * - `boundary`: several become several others: parts moved between them.
 * - `new`, `ceased`: without a predecessor or a successor.
 */
export type ChangeKind = 'rename' | 'recode' | 'merge' | 'split' | 'boundary' | 'new' | 'ceased';

/** An edge of the graph of changes, from a code before a day to a code after it. */
export interface CodeChange extends StatedChange {
  readonly kind: ChangeKind;
  /** False for what the source does not list but its codes show, such as the part of a merger that keeps its code. */
  readonly stated: boolean;
}

/** Pairs of codes of two classifications that mean the same during a span. */
export interface Correspondence {
  /** Id of the other classification. */
  readonly target: string;
  readonly pairs: readonly CorrespondencePair[];
}

export interface CorrespondencePair extends DateSpan {
  readonly sourceCode: string;
  readonly targetCode: string;
  readonly targetName: string | null;
}

/** A classification with everything that was ever valid in it. */
export interface Classification {
  /** KLASS's number as text: `131`. */
  readonly id: string;
  readonly names: Names;
  /** By code, then by day. */
  readonly codes: readonly CodeSpan[];
  /** By day, then by codes. */
  readonly changes: readonly CodeChange[];
  readonly correspondences: readonly Correspondence[];
}

/** The urn that `link.describedby` of a table names a KLASS classification by. */
export function klassUrn(id: string): string {
  return `urn:ssb:classification:klass:${id}`;
}

/** The number in such a urn; null for any other text. */
export function klassIdOf(urn: string): string | null {
  return /^urn:ssb:classification:klass:(\d+)$/.exec(urn)?.[1] ?? null;
}

/** Whether a day is within a span. */
export function covers({ from, to }: DateSpan, day: string): boolean {
  return from <= day && (to === null || day < to);
}
