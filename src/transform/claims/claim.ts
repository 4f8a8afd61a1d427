import type { Binding, Proxy } from './binding.ts';
import type { Words } from './words.ts';

export type Direction = 'up' | 'down' | 'flat';

/**
 * What must be true for the claim to hold; names are those of its operands. Each kind has an
 * evaluator of its own.
 */
export type ClaimTest =
  /** The value, rounded as printed, is the printed one. */
  | { readonly kind: 'level' }
  /** The value is within half a step of the printed one: "om lag 50" has a step of 5. */
  | { readonly kind: 'approximate'; readonly step: string }
  /** The value is at least the printed one. */
  | { readonly kind: 'lower-bound'; readonly formula: string }
  /** `to` minus `from` in points, or in per cent of `from`. */
  | { readonly kind: 'change'; readonly measuredIn: 'points' | 'percent' }
  /** So many of so many: two whole numbers, never a percentage. */
  | { readonly kind: 'ratio'; readonly count: number; readonly of: number }
  /** A place among `of`. */
  | { readonly kind: 'rank'; readonly of: number }
  /** The operands in this order, the greatest first; `by`: the least distance between neighbours. */
  | { readonly kind: 'ordering'; readonly order: readonly string[]; readonly by: string }
  /** From `from` to `to`; at most `within` apart is flat. */
  | { readonly kind: 'trend'; readonly direction: Direction; readonly within: string }
  /** A formula over the operands, such as `100 - low - high`. */
  | { readonly kind: 'derived'; readonly formula: string }
  /** Every one of these claims must hold. */
  | { readonly kind: 'compound'; readonly claims: readonly string[] }
  /** A conclusion that these claims carry: it needs a new look when one of them drifts. */
  | { readonly kind: 'roll-up'; readonly claims: readonly string[] }
  /** About something that has ended or cannot change. */
  | { readonly kind: 'frozen'; readonly reason: Words }
  /** Nobody publishes data that a program can read; the claim's `holder` has them. */
  | { readonly kind: 'not-refreshable'; readonly reason: Words };

/** What a number counts or measures. */
export const CLAIM_UNITS = Object.freeze([
  'percent',
  'percentage points',
  'persons',
  'score',
  'rank',
  'ratio',
  'years',
  'count',
] as const);

export type ClaimUnit = (typeof CLAIM_UNITS)[number];

/** A number as the report prints it. */
export interface PrintedNumber {
  /** Plain decimal such as `0.5` or `600000`. */
  readonly value: string;
  /** Digits after the decimal mark that the report prints; negative: rounded to tens, hundreds. */
  readonly decimals: number;
  /** As written there, such as `ti` or `600 000`. */
  readonly asPrinted: string;
}

/** A number that the claim speaks of, and where it can be read. */
export interface Operand {
  readonly name: string;
  readonly label: Words | null;
  /** As the report has it; null where it prints none. */
  readonly printed: string | null;
  /** The cell that keeps the report's own figure. */
  readonly published: Binding | null;
  /** The cell of the source itself, that revisions and new periods come to. */
  readonly current: Binding | null;
  readonly proxies: readonly Proxy[];
}

/** Another publisher's number for the same fact, as that publication prints it. */
export interface Rival {
  readonly publisher: string;
  /** Plain decimal, in the claim's unit. */
  readonly value: string;
  readonly text: Words;
  readonly address: string;
}

/** What somebody has written about the same later or elsewhere, in words only. */
export interface Statement {
  readonly publisher: string;
  readonly period: string;
  readonly direction: Direction;
  readonly text: Words;
  readonly address: string;
}

/** Something wrong or loose in the published text, to be shown and never to be mended silently. */
export interface KnownFlaw {
  readonly code: string;
  readonly text: Words;
}

/** Whose answers a share is a share of. */
export type AnswerBase = 'all answers' | 'without vet ikke' | 'not stated';

/** One published claim with everything that is needed to look at it again. Frozen. */
export interface Claim {
  /** Such as `C023`; unique in its report and never reused. */
  readonly id: string;
  /** Id of a section, and the place in it from 1. */
  readonly section: string;
  readonly position: number;
  /** The claim in this project's words. */
  readonly text: Words;
  readonly test: ClaimTest;
  readonly printed: PrintedNumber | null;
  readonly unit: ClaimUnit | null;
  /** Who or what was counted: as the report says, and as the source does. */
  readonly observationUnit: { readonly report: Words; readonly source: Words };
  readonly population: Words | null;
  readonly base: AnswerBase;
  /** The year that is spoken of, and how the report dates it where it says otherwise ("i dag"). */
  readonly reference: { readonly period: string; readonly asPrinted: string | null };
  /** Edition of the source. */
  readonly edition: string | null;
  readonly source: { readonly publisher: string; readonly document: string };
  readonly operands: readonly Operand[];
  readonly rivals: readonly Rival[];
  readonly statements: readonly Statement[];
  /** Since when, and why, numbers of today cannot be held against the printed one. */
  readonly superseded: { readonly since: string; readonly reason: Words } | null;
  /** Why no new number comes, where the series has ended. */
  readonly ended: Words | null;
  /** Who has the data, where they are not open. */
  readonly holder: Words | null;
  readonly flaws: readonly KnownFlaw[];
}

/** A sentence that must be true of several claims' numbers at once. */
export interface ConsistencyRule {
  readonly id: string;
  readonly text: Words;
  /** Such as `C019 - C020 = 30`; names are claims (their value) or `CLAIM.operand`. */
  readonly formula: string;
}

/** A report whose claims are bound. Frozen. */
export interface Report {
  /** Such as `digital-competence-2021`. */
  readonly id: string;
  readonly title: Words;
  readonly publisher: string;
  readonly address: string;
  /** ISO date at which its authors looked at their sources. */
  readonly asOf: string;
  readonly sections: readonly { readonly id: string; readonly title: Words }[];
  readonly claims: readonly Claim[];
  readonly rules: readonly ConsistencyRule[];
}
