import type { ReadDb } from '../postgres/read-db.ts';
import type { Binding } from '../transform/claims/binding.ts';
import type { Claim, Operand } from '../transform/claims/claim.ts';
import type { OperandEvidence } from '../transform/claims/evaluated-claim.ts';
import type { Reading } from '../transform/claims/reading.ts';
import { readBinding } from './read-binding.ts';

/** Reads everything that a claim is bound to. */
export type GatherEvidence = (claim: Claim) => Promise<readonly OperandEvidence[]>;

/**
 * Reads what claims are bound to, each binding once however many claims share it.
 *
 * @param asOf ISO date at which the report's authors looked at their sources
 */
export function evidenceGatherer(db: ReadDb, asOf: string): GatherEvidence {
  const known = new Map<string, Promise<Reading>>();
  const read = async (binding: Binding | null, day: string | null): Promise<Reading | null> => {
    if (binding === null) return null;
    const key = JSON.stringify([binding, day]);
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const reading = readBinding(db, binding, day);
    known.set(key, reading);
    return reading;
  };
  const gather = async (operand: Operand): Promise<OperandEvidence> => {
    const published = await read(operand.published, null);
    const asOfThen = await read(operand.current, asOf);
    const current = await read(operand.current, null);
    const proxies = [];
    for (const { binding, reason } of operand.proxies) {
      const reading = await read(binding, null);
      if (reading !== null) proxies.push({ reason, reading });
    }
    const { name, label, printed } = operand;
    return { name, label, printed, published, asOf: asOfThen, current, proxies };
  };
  return async (claim) => {
    const evidence: OperandEvidence[] = [];
    for (const operand of claim.operands) evidence.push(await gather(operand));
    return evidence;
  };
}
