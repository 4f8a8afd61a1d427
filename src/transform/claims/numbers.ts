import type { Claim } from './claim.ts';
import type { ClaimNumber, OperandEvidence } from './evaluated-claim.ts';
import type { Numbers } from './evaluators/comparison.ts';
import { headNumber } from './evaluators/evaluate.ts';
import type { Reading } from './reading.ts';

/** Which of an operand's numbers are meant. */
export type Side = 'published' | 'as of' | 'current' | 'proxy';

/**
 * The numbers of a claim's operands, by name. An operand that is bound to nothing that changes
 * (a share from a closed survey) keeps its published number on every side. `of` is the number
 * of competitors where no operand has that name.
 */
export function numbersOf(evidence: readonly OperandEvidence[], side: Side): Numbers {
  return (name) => {
    const operand = evidence.find((one) => one.name === name);
    if (operand !== undefined) return numberOf(operand, side);
    const ranked = name === 'of' ? evidence.find((one) => one.name === 'value') : undefined;
    if (ranked === undefined) return null;
    const reading = readingOf(ranked, side);
    return reading?.status === 'read' && reading.of !== null ? String(reading.of) : null;
  };
}

/** The number of the whole claim on a side; null where it has none there. */
export function claimNumber(
  claim: Claim,
  evidence: readonly OperandEvidence[],
  side: 'published' | 'as of' | 'current',
): ClaimNumber | null {
  if (side !== 'published' && !isBound(evidence)) return null;
  const numbers = numbersOf(evidence, side);
  const ofPrinted = 'of' in claim.test ? String(claim.test.of) : null;
  if (side === 'published' && claim.printed !== null) {
    return { value: claim.printed.value, of: ofPrinted, period: claim.reference.period };
  }
  const value = headNumber(claim.test, numbers);
  if (value === null) return null;
  const periods = evidence.flatMap((operand) => periodOf(readingOf(operand, side)));
  const [period] = periods;
  return {
    value,
    of: numbers('of') ?? ofPrinted,
    period: period !== undefined && periods.every((one) => one === period) ? period : null,
  };
}

/** Whether any operand is bound to data of its own source. */
export function isBound(evidence: readonly OperandEvidence[]): boolean {
  return evidence.some(({ current }) => current !== null);
}

/** What was read for an operand on a side; null: it is not bound there. */
function readingOf(operand: OperandEvidence, side: Side): Reading | null {
  switch (side) {
    case 'published':
      return operand.published;
    case 'as of':
      return operand.asOf;
    case 'current':
      return operand.current;
    case 'proxy':
      return operand.current ?? operand.proxies.find(isRead)?.reading ?? null;
    default:
      return side satisfies never;
  }
}

function isRead({ reading }: OperandEvidence['proxies'][number]): boolean {
  return reading.status === 'read';
}

function numberOf(operand: OperandEvidence, side: Side): string | null {
  const reading = readingOf(operand, side);
  if (side === 'published') return operand.printed ?? valueOf(reading);
  if (operand.current !== null) return valueOf(reading);
  if (side === 'proxy' && operand.proxies.length > 0) return valueOf(reading);
  return operand.printed ?? valueOf(operand.published);
}

function valueOf(reading: Reading | null): string | null {
  return reading?.status === 'read' ? reading.value : null;
}

function periodOf(reading: Reading | null): readonly string[] {
  return reading?.status === 'read' ? [reading.period] : [];
}
