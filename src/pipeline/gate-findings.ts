import type { Finding } from '../errors/finding.ts';
import type { PublicationResult } from '../load/publication.ts';
import type { GateName } from '../transform/gate.ts';

/** Code of a gate's finding: `GATE_ROW_COUNT`. */
function gateCode(gate: GateName): string {
  return `GATE_${gate.toUpperCase()}`;
}

/** Code of the finding that tells of an earlier decision. */
const REJECTED_CODE = 'GATE_REJECTED';

/** What the gates found, as findings of the table; of a state that was refused before, who refused it. */
export function gateFindings({ gates, rejection }: PublicationResult): readonly Finding[] {
  if (rejection !== undefined) {
    const { by, at, reason } = rejection;
    const why = reason === null ? '' : `: ${reason}`;
    const message = `The source still gives the state that ${by ?? 'somebody'} rejected on ${at.slice(0, 10)}${why}. The earlier vintage stands.`;
    return [{ code: REJECTED_CODE, severity: 'info', pointer: '', message }];
  }
  return gates.map(({ gate, verdict, message }) => ({
    code: gateCode(gate),
    severity: verdict === 'hold' ? 'error' : 'warning',
    pointer: '',
    message,
  }));
}
