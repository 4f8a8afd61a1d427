import type { Claim, ConsistencyRule, Report } from './claim.ts';
import type { Reading } from './reading.ts';
import type { Words } from './words.ts';

/** What became of a claim. */
export const VERDICTS = Object.freeze([
  /** The number of today is the printed one. */
  'holds',
  /** It is not, but rounds to it, or lies within what the words allow. */
  'holds after rounding',
  'drifted',
  /** What rose falls, or the other way round; or the first has become the last. */
  'direction reversed',
  /** Another source has another number for the same fact. */
  'contradicted by another source',
  /** Method or scale changed: numbers of today cannot be held against the printed one. */
  'superseded',
  /** The bound cell is no longer what it was: its unit, its codes, its number of cells. */
  'meaning changed',
  'frozen',
  'no open source',
  'waiting for data',
] as const);

export type Verdict = (typeof VERDICTS)[number];

/** What a verdict rests on. */
export type Basis =
  | 'source'
  /** Data that measure nearly the same. */
  | 'proxy'
  /** The report's own published figures, or another publication's. */
  | 'publication'
  | 'arithmetic'
  | 'other claims'
  | 'none';

/** How far the number of today is from the printed one. */
export interface Drift {
  /** Plain decimal, current minus printed. */
  readonly amount: string;
  readonly unit: 'points' | 'percent' | 'persons' | 'places' | 'of' | 'units';
  /** `provider:table`, its vintage and when it was observed: since when. */
  readonly sinceTable: string | null;
  readonly sinceVintage: number | null;
  readonly sinceObservedAt: string | null;
}

/** What was read for one operand. Null: not bound. */
export interface OperandEvidence {
  readonly name: string;
  readonly label: Words | null;
  readonly printed: string | null;
  readonly published: Reading | null;
  /** As it stood here on the report's own date (what the source had released then). */
  readonly asOf: Reading | null;
  readonly current: Reading | null;
  readonly proxies: readonly { readonly reason: Words; readonly reading: Reading }[];
}

/** Something to tell beside the verdict. */
export interface ClaimFinding {
  readonly code: string;
  readonly severity: 'warning' | 'info';
  readonly text: Words;
}

/** A number of a claim: plain decimal, with the denominator of a rank or ratio. */
export interface ClaimNumber {
  readonly value: string;
  readonly of: string | null;
  /** The period that it is for; null where several are compared. */
  readonly period: string | null;
}

/** The judgement over a claim at one moment. */
export interface Evaluation {
  readonly verdict: Verdict;
  readonly basis: Basis;
  readonly reason: Words;
  /** Three different numbers: as printed, as its authors saw the source, and as it is. */
  readonly published: ClaimNumber | null;
  readonly asOf: ClaimNumber | null;
  readonly current: ClaimNumber | null;
  readonly drift: Drift | null;
  readonly findings: readonly ClaimFinding[];
  readonly evidence: readonly OperandEvidence[];
}

/** A claim with its newest evaluation. */
export interface EvaluatedClaim {
  readonly claim: Claim;
  readonly evaluation: Evaluation;
  /** ISO instant of the evaluation, and the verdict before it if that was another. */
  readonly evaluatedAt: string;
  readonly previousVerdict: Verdict | null;
}

/** Whether a rule is true of the published and of the refreshed numbers; null: a number is missing. */
export interface EvaluatedRule {
  readonly rule: ConsistencyRule;
  readonly published: boolean | null;
  readonly current: boolean | null;
  /** The formula with numbers in it. */
  readonly publishedWords: string;
  readonly currentWords: string;
}

/** A whole report, evaluated: all that a page needs. */
export interface EvaluatedReport {
  readonly report: Report;
  readonly claims: readonly EvaluatedClaim[];
  readonly rules: readonly EvaluatedRule[];
  /** Number of claims by verdict; every verdict is there. */
  readonly counts: Readonly<Record<Verdict, number>>;
  /** ISO instant of the newest evaluation. */
  readonly evaluatedAt: string;
}
