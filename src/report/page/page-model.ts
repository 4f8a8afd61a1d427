import type { CellEvidence } from '../../lineage/evidence/cell-evidence.ts';
import type { EvaluatedClaim, EvaluatedReport } from '../../transform/claims/evaluated-claim.ts';
import type { Words } from '../../transform/claims/words.ts';
import type { TableRef } from '../../transform/table.ts';
import type { SeriesPoint } from '../read-series.ts';

/** What is told of a table that numbers come from. */
export interface TableFacts {
  readonly ref: TableRef;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  /** ISO instant; null where the source states none. */
  readonly updatedAt: string | null;
  /** Page of the table at its publisher; null where there is none. */
  readonly address: string | null;
}

/** A series over time. */
export interface ClaimSeries {
  readonly table: TableRef;
  readonly points: readonly SeriesPoint[];
  readonly unit: string | null;
  /** Decimal factor from the table's unit to the claim's. */
  readonly factor: number;
  /** True where the series measures only nearly the same. */
  readonly proxy: boolean;
}

/** Role of a number within its claim. */
export type EvidenceRole = 'published' | 'current' | 'proxy';

/** The chain behind one cell, or why there is none. */
export interface ClaimEvidence {
  readonly role: EvidenceRole;
  /** Operand, where the claim has several. */
  readonly operand: Words | null;
  readonly evidence: CellEvidence | null;
  /** Code and message, where the chain could not be followed. */
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/** A claim with what the page shows beside it. */
export interface ClaimPage extends EvaluatedClaim {
  readonly series: ClaimSeries | null;
  readonly tables: readonly TableFacts[];
  readonly evidence: readonly ClaimEvidence[];
}

/** Everything on the page. */
export interface ReportPage extends Omit<EvaluatedReport, 'claims'> {
  readonly claims: readonly ClaimPage[];
  readonly programVersion: string;
  /** ISO instant. */
  readonly renderedAt: string;
}
