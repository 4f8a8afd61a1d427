import type { ReadDb } from '../postgres/read-db.ts';
import type { Binding } from '../transform/claims/binding.ts';
import type { Claim, Operand } from '../transform/claims/claim.ts';
import type { OperandEvidence } from '../transform/claims/evaluated-claim.ts';
import type { Reading } from '../transform/claims/reading.ts';
import { bindingReader } from './binding-reader.ts';

/** Reads everything that a claim is bound to. */
export type GatherEvidence = (claim: Claim) => Promise<readonly OperandEvidence[]>;

/**
 * Reads what claims are bound to.
 *
 * @param asOf ISO date at which the report's authors looked at their sources
 */
export function evidenceGatherer(db: ReadDb, asOf: string): GatherEvidence {
  const reader = bindingReader(db);
  const read = async (binding: Binding | null, day?: string): Promise<Reading | null> =>
    binding === null ? null : reader.read(binding, day);
  const gather = async (operand: Operand): Promise<OperandEvidence> => {
    const { name, label, printed } = operand;
    const published = await read(operand.published);
    const asOfThen = await read(operand.current, asOf);
    const current = await read(operand.current);
    const proxies = [];
    for (const { binding, reason } of operand.proxies) {
      proxies.push({ reason, reading: await reader.read(binding) });
    }
    return { name, label, printed, published, asOf: asOfThen, current, proxies };
  };
  return async (claim) => {
    const evidence: OperandEvidence[] = [];
    for (const operand of claim.operands) evidence.push(await gather(operand));
    return evidence;
  };
}
