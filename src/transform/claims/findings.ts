import { Big } from 'big.js';
import { tableName } from '../table.ts';
import type { Claim } from './claim.ts';
import type { ClaimFinding, OperandEvidence } from './evaluated-claim.ts';
import { say } from './evaluators/say.ts';
import type { Words } from './words.ts';

/** Everything to tell about a claim beside its verdict: flaws of the text, and what the data show. */
export function findingsOf(
  claim: Claim,
  evidence: readonly OperandEvidence[],
): readonly ClaimFinding[] {
  return [
    ...claim.flaws.map(({ code, text }) => warning(code, text)),
    ...observationUnit(claim),
    ...relativeDate(claim),
    ...claim.rivals.map(({ text }) => warning('other-number', text)),
    ...claim.statements.map(({ text }) => note('later-statement', text)),
    ...evidence.flatMap(published),
    ...evidence.flatMap(preliminary),
    ...evidence.flatMap(proxies),
  ];
}

function observationUnit({ observationUnit: { report, source } }: Claim): readonly ClaimFinding[] {
  if (report.no === source.no) return [];
  return [
    warning('observation-unit', {
      no: `Rapporten sier ${report.no}; kilden spør ${source.no}.`,
      en: `The report says ${report.en}; the source asks ${source.en}.`,
    }),
  ];
}

function relativeDate({ reference: { period, asPrinted } }: Claim): readonly ClaimFinding[] {
  if (asPrinted === null) return [];
  return [
    note('relative-date', {
      no: `«${asPrinted}» i rapporten betyr ${period}.`,
      en: `"${asPrinted}" in the report means ${period}.`,
    }),
  ];
}

/** The report's own figures are kept twice: in the claim and as a cell. They must agree. */
function published(operand: OperandEvidence): readonly ClaimFinding[] {
  const reading = operand.published;
  if (reading?.status !== 'read' || operand.printed === null) return [];
  if (new Big(reading.value).eq(operand.printed)) return [];
  const { printed } = operand;
  return [
    warning(
      'published-figure',
      say(
        (number) =>
          `Påstanden sier ${number(printed)}, men ${tableName(reading.table)} har ${number(reading.value)}.`,
        (number) =>
          `The claim says ${number(printed)}, but ${tableName(reading.table)} has ${number(reading.value)}.`,
      ),
    ),
  ];
}

function preliminary({ current }: OperandEvidence): readonly ClaimFinding[] {
  if (current?.status !== 'read' || !current.preliminary) return [];
  return [
    note('preliminary', {
      no: `Tallet for ${current.period} i ${tableName(current.table)} er foreløpig.`,
      en: `The figure for ${current.period} in ${tableName(current.table)} is preliminary.`,
    }),
  ];
}

function proxies(operand: OperandEvidence): readonly ClaimFinding[] {
  return operand.proxies.map(({ reason, reading }) => {
    if (reading.status === 'problem') {
      return note('proxy', {
        no: `${reading.reason.no} ${reason.no}`,
        en: `${reading.reason.en} ${reason.en}`,
      });
    }
    const { value, period } = reading;
    const name = tableName(reading.table);
    return note(
      'proxy',
      say(
        (number) => `${name} har ${number(value)} for ${period}. ${reason.no}`,
        (number) => `${name} has ${number(value)} for ${period}. ${reason.en}`,
      ),
    );
  });
}

function warning(code: string, text: Words): ClaimFinding {
  return Object.freeze({ code, severity: 'warning', text });
}

function note(code: string, text: Words): ClaimFinding {
  return Object.freeze({ code, severity: 'info', text });
}
