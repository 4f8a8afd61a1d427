import type { CellEvidence, Place } from '../../lineage/evidence/cell-evidence.ts';
import type { Take } from '../../transform/claims/binding.ts';
import type { EvaluatedClaim } from '../../transform/claims/evaluated-claim.ts';

/** A cell as the proof has it: its codes, what the database says, and the response that it came in. */
export interface ProofCell {
  readonly codes: Readonly<Record<string, string>>;
  readonly value: string | null;
  readonly symbol: string;
  readonly sha256: string;
  readonly place: Place;
}

/** A number of a claim with everything that it is made from. */
export interface ProofNumber {
  readonly label: string;
  readonly table: string;
  /** What the claim's evaluation went by: a plain decimal. */
  readonly value: string;
  readonly take: Take;
  readonly factor: string;
  readonly cells: readonly ProofCell[];
}

/** A response as it came. */
export interface ProofResponse {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly respondedAt: string;
}

/** All that proves a claim's numbers without this program. */
export interface Proof {
  readonly claim: EvaluatedClaim;
  readonly reportTitle: string;
  readonly numbers: readonly ProofNumber[];
  readonly responses: readonly ProofResponse[];
  readonly evidence: readonly CellEvidence[];
  readonly programVersion: string;
}
