import { GATE_NAMES, type GateName, type GatePolicy, type Verdict } from '../../transform/gate.ts';
import { changedShare } from './changed-share.ts';
import { codeReused } from './code-reused.ts';
import { dimensionAdded, dimensionRemoved, dimensionReordered } from './dimensions.ts';
import type { Gate, PublicationFacts } from './facts.ts';
import { labelsOnly } from './labels-only.ts';
import { measureDefinition } from './measure-definition.ts';
import { periodRemoved } from './period-removed.ts';
import { rowCount } from './row-count.ts';
import { scale } from './scale.ts';
import { suppressedShare } from './suppressed-share.ts';
import { totals } from './totals.ts';
import { updatedBackwards } from './updated-backwards.ts';
import { withdrawnShare } from './withdrawn-share.ts';

/** What a gate found, and what it asks for. */
export interface GateFinding {
  readonly gate: GateName;
  readonly verdict: Exclude<Verdict, 'publish'>;
  readonly message: string;
}

const GATE_BY_NAME: Readonly<Record<GateName, Gate>> = Object.freeze({
  row_count: rowCount,
  changed_share: changedShare,
  withdrawn_share: withdrawnShare,
  suppressed_share: suppressedShare,
  totals,
  measure_definition: measureDefinition,
  scale,
  code_reused: codeReused,
  dimension_added: dimensionAdded,
  dimension_removed: dimensionRemoved,
  dimension_reordered: dimensionReordered,
  labels_only: labelsOnly,
  period_removed: periodRemoved,
  updated_backwards: updatedBackwards,
});

/** Asks every gate that the policy does not pass over. */
export function judge(facts: PublicationFacts, policy: GatePolicy): readonly GateFinding[] {
  return GATE_NAMES.flatMap((gate) => {
    const verdict = policy[gate];
    if (verdict === 'publish') return [];
    const message = GATE_BY_NAME[gate](facts);
    return message === null ? [] : [{ gate, verdict, message }];
  });
}

/** True if any gate wants a person to decide. */
export function isHeld(findings: readonly GateFinding[]): boolean {
  return findings.some(({ verdict }) => verdict === 'hold');
}
