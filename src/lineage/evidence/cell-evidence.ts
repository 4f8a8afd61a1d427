import type { DocumentPlace } from '../../transform/document-place.ts';

/** A variable and the value of it that a cell has, with their names. */
export interface Coordinate {
  readonly variable: string;
  readonly variableNo: string;
  readonly variableEn: string | null;
  readonly role: string;
  readonly code: string;
  readonly labelNo: string;
  readonly labelEn: string | null;
}

/** A cell as it stands in a vintage: where it is, what it holds, and which vintage brought that. */
export interface CellState {
  readonly datasetKey: number;
  /** In the table's order. */
  readonly coordinates: readonly Coordinate[];
  /** A decimal as Postgres prints it; null where only a symbol stands. */
  readonly value: string | null;
  readonly symbol: string;
  readonly unitNo: string | null;
  readonly unitEn: string | null;
  /** The vintage that brought this state, and the one that replaced it; null while it stands. */
  readonly from: number;
  readonly to: number | null;
}

/** The vintage, load and run that brought a state. ISO instants. */
export interface Origin {
  readonly vintage: number;
  readonly releasedAt: string | null;
  readonly updatedAt: string | null;
  readonly observedAt: string;
  readonly committedAt: string;
  readonly taskId: string;
  readonly kind: string;
  readonly runId: string;
  readonly command: string;
  readonly programVersion: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** The task whose responses it was made from: itself, unless it read them again. */
  readonly fetchTaskId: string;
}

/** The exchange that the number came in, as the database notes it. */
export interface EvidenceRequest {
  readonly requestId: string;
  readonly ordinal: number;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly status: number;
  readonly requestedAt: string;
  readonly respondedAt: string;
  readonly sha256: string;
  readonly byteLength: number;
}

/** Where a cell stands in the bytes of a response: a pointer in JSON-stat, a place in other documents. */
export interface Place {
  /** Row-major position among all cells of the response, from 0. */
  readonly index: number;
  readonly cells: number;
  /** JSON pointer to the number; null where the response is no JSON-stat. */
  readonly pointer: string | null;
  /** Null where the response is JSON-stat, or the cell sums what stands in many places. */
  readonly document: DocumentPlace | null;
  /** What stands there: number and symbol as the reader understands them. */
  readonly value: number | null;
  readonly symbol: string;
}

/** One link of the chain that was checked, and whether it held. */
export interface EvidenceCheck {
  readonly check: 'request-recorded' | 'bytes-match-hash' | 'value-equal' | 'symbol-equal';
  readonly ok: boolean;
}

/** Everything behind one number: cell, vintage, load, run, request, bytes, place, and the proof. */
export interface CellEvidence {
  readonly table: string;
  readonly view: string;
  readonly titleNo: string;
  readonly titleEn: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  /** The vintage that was asked about: at least `state.from`. */
  readonly vintage: number;
  /** The newest vintage of the table. */
  readonly standing: number;
  readonly state: CellState;
  readonly origin: Origin;
  readonly request: EvidenceRequest;
  /** Path of the compressed bytes in the archive folder. */
  readonly object: string;
  readonly place: Place;
  readonly checks: readonly EvidenceCheck[];
  /** True if every check held. */
  readonly proven: boolean;
}

/** Codes of a cell by variable. */
export type CellCodes = ReadonlyMap<string, string>;
