import type { Claim } from './claim.ts';
import type { Drift, Evaluation, OperandEvidence } from './evaluated-claim.ts';
import { tableName } from '../table.ts';
import { compare } from './evaluators/evaluate.ts';
import { say } from './evaluators/say.ts';
import { findingsOf } from './findings.ts';
import { judgeByOthers, type VerdictOf } from './judge-others.ts';
import { judgeByRivals, judgeByStatements } from './judge-rivals.ts';
import { type Judgement, isBroken, judgeComparison, judgeWithout } from './judgement.ts';
import { claimNumber, isBound, numbersOf } from './numbers.ts';
import { READING_PROBLEMS, type Reading } from './reading.ts';
import type { Words } from './words.ts';

/**
 * Judges a claim by what was read for it. Pure: the same claim and readings give the same
 * evaluation. The first of these that applies decides: it is frozen; it rests on other claims; a
 * bound cell means something else; method or scale was changed; the number of today is
 * another; another source contradicts it; its series has ended; a number is missing; it holds; nobody can tell.
 */
export function evaluateClaim(
  claim: Claim,
  evidence: readonly OperandEvidence[],
  verdictOf: VerdictOf,
): Evaluation {
  const judgement = judge(claim, evidence, verdictOf);
  const { verdict, basis, reason, comparison } = judgement;
  return Object.freeze({
    verdict,
    basis,
    reason,
    published: claimNumber(claim, evidence, 'published'),
    asOf: claimNumber(claim, evidence, 'as of'),
    current: claimNumber(claim, evidence, 'current'),
    drift: comparison === null || !isBroken(verdict) ? null : driftOf(comparison, evidence),
    findings: findingsOf(claim, evidence),
    evidence,
  });
}

function judge(
  claim: Claim,
  evidence: readonly OperandEvidence[],
  verdictOf: VerdictOf,
): Judgement {
  const { test, superseded } = claim;
  if (test.kind === 'frozen') return judgeWithout('frozen', 'none', test.reason);
  const byOthers = judgeByOthers(claim, verdictOf);
  if (byOthers !== null) return byOthers;

  const problems = evidence.flatMap(({ current }) =>
    current?.status === 'problem' ? current : [],
  );
  const changed = problems.find(({ problem }) => READING_PROBLEMS[problem] === 'changed');
  if (changed !== undefined) return judgeWithout('meaning changed', 'source', changed.reason);
  if (superseded !== null) return judgeWithout('superseded', 'publication', superseded.reason);

  const current = isBound(evidence)
    ? compare(test, claim.printed, numbersOf(evidence, 'current'))
    : null;
  const today = current === null ? null : judgeComparison(current, 'source');
  if (today !== null && isBroken(today.verdict)) return today;
  const rival = judgeByRivals(claim) ?? judgeByStatements(claim);
  if (rival !== null && isBroken(rival.verdict)) return rival;
  if (claim.ended !== null) return judgeWithout('frozen', 'none', claim.ended);
  if (today !== null) return today;
  if (problems[0] !== undefined) {
    return judgeWithout('waiting for data', 'none', problems[0].reason);
  }
  return rival ?? judgeWithoutSource(claim, evidence);
}

/** Kinds that compare numbers with each other: they can be tested where no number is refreshed. */
const COMPARING: readonly string[] = Object.freeze(['change', 'ordering', 'trend', 'derived']);

function judgeWithoutSource(claim: Claim, evidence: readonly OperandEvidence[]): Judgement {
  const { test, holder } = claim;
  if (test.kind === 'not-refreshable') {
    return judgeWithout('no open source', 'none', withHolder(test.reason, holder));
  }
  if (test.kind === 'trend' || test.kind === 'ordering') {
    const near = compare(test, claim.printed, numbersOf(evidence, 'proxy'));
    const isProxied = evidence.some(({ proxies }) => proxies.length > 0);
    if (near !== null && isProxied) return by(NEAREST, judgeComparison(near, 'proxy'));
  }
  if (COMPARING.includes(test.kind)) {
    const own = compare(test, claim.printed, numbersOf(evidence, 'published'));
    const isArithmetic = evidence.every(({ published }) => published === null);
    if (own !== null && isArithmetic) return judgeComparison(own, 'arithmetic');
    if (own !== null) return by(OWN, judgeComparison(own, 'publication'));
  }
  return judgeWithout('no open source', 'none', withHolder(nearestNumber(evidence), holder));
}

const OWN: Words = Object.freeze({
  no: 'Etter rapportens egne tall:',
  en: "By the report's own figures:",
});

const NEAREST: Words = Object.freeze({
  no: 'Etter nærmeste åpne mål:',
  en: 'By the nearest open measure:',
});

function by(lead: Words, judgement: Judgement): Judgement {
  const { reason } = judgement;
  return {
    ...judgement,
    reason: { no: `${lead.no} ${reason.no}`, en: `${lead.en} ${reason.en}` },
  };
}

/** That there is no source, and what comes nearest to one. */
function nearestNumber(evidence: readonly OperandEvidence[]): Words {
  const nearest = evidence
    .flatMap(({ proxies }) => proxies.map(({ reading }) => reading))
    .find((reading) => reading.status === 'read');
  if (nearest === undefined) return NO_SOURCE;
  const { value, period } = nearest;
  const from = `${tableName(nearest.table)}, ${period}`;
  return say(
    (number) => `${NO_SOURCE.no} Nærmest er ${number(value)} (${from}).`,
    (number) => `${NO_SOURCE.en} The nearest is ${number(value)} (${from}).`,
  );
}

const NO_SOURCE: Words = Object.freeze({
  no: 'Ingen åpen kilde har det samme målet.',
  en: 'No open source has the same measure.',
});

function withHolder(reason: Words, holder: Words | null): Words {
  if (holder === null) return reason;
  return {
    no: `${reason.no} Data hos: ${holder.no}.`,
    en: `${reason.en} Data with: ${holder.en}.`,
  };
}

function driftOf(
  { amount, unit }: { readonly amount: string | null; readonly unit: Drift['unit'] },
  evidence: readonly OperandEvidence[],
): Drift | null {
  if (amount === null) return null;
  const newest = evidence
    .flatMap(({ current, proxies }) => [current, ...proxies.map(({ reading }) => reading)])
    .filter((reading) => reading?.status === 'read')
    .toSorted((a, b) => (a.observedAt < b.observedAt ? 1 : -1))[0];
  return Object.freeze({ amount, unit, ...since(newest) });
}

function since(
  reading: Extract<Reading, { status: 'read' }> | undefined,
): Pick<Drift, 'sinceTable' | 'sinceVintage' | 'sinceObservedAt'> {
  if (reading === undefined) return { sinceTable: null, sinceVintage: null, sinceObservedAt: null };
  return {
    sinceTable: `${reading.table.provider}:${reading.table.table}`,
    sinceVintage: reading.vintage,
    sinceObservedAt: reading.observedAt,
  };
}
