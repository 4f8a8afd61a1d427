import { packageVersion } from '../config/package.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Provider } from '../extract/provider.ts';
import type { CellEvidence } from '../lineage/evidence/cell-evidence.ts';
import { evidenceReader } from '../pipeline/evidence/evidence-reader.ts';
import type { Workshop } from '../pipeline/workshop.ts';
import type { Proof, ProofNumber, ProofResponse } from '../report/proof/proof-model.ts';
import type { Binding } from '../transform/claims/binding.ts';
import type { EvaluatedClaim } from '../transform/claims/evaluated-claim.ts';
import type { Reading } from '../transform/claims/reading.ts';
import type { Words } from '../transform/claims/words.ts';
import type { Language } from '../transform/decimal-words.ts';
import { tableName } from '../transform/table.ts';
import { requireClaim } from './report-page.ts';

/** A number that was read for a claim, and the binding that it was read by. */
interface ReadNumber {
  readonly label: string;
  readonly binding: Binding;
  readonly reading: Extract<Reading, { readonly status: 'read' }>;
}

/**
 * Collects all that proves a claim's numbers: every cell with its chain, and the responses.
 *
 * @throws SB_REPORT_UNKNOWN if the report has no such claim, SB_EVIDENCE_BROKEN if no number was
 *   read for it or a chain does not hold
 */
export async function collectProof(
  workshop: Workshop,
  providerOf: (providerId: string) => Provider,
  reportId: string,
  claimId: string,
  language: Language,
): Promise<Proof> {
  const { claim, title } = await requireClaim(workshop, reportId, claimId);
  const reader = evidenceReader(workshop, providerOf);
  const evidence = new Map<string, CellEvidence>();
  const numbers: ProofNumber[] = [];
  for (const { label, binding, reading } of numbersOf(claim, language)) {
    const cells: ProofNumber['cells'][number][] = [];
    for (const { codes, vintage, value, symbol } of reading.cells) {
      const asked = new Map(Object.entries(codes));
      const chain = await reader.explain(reading.table, asked, { kind: 'vintage', vintage });
      if (!chain.proven) throw brokenChain(claimId, chain);
      evidence.set(`${chain.table} ${chain.request.sha256} ${chain.place.index}`, chain);
      const { sha256 } = chain.request;
      cells.push({ codes, value, symbol, sha256, place: chain.place });
    }
    const { take, factor } = binding;
    numbers.push({
      label,
      table: tableName(reading.table),
      value: reading.value,
      take,
      factor,
      cells,
    });
  }
  if (numbers.length === 0) throw nothingRead(claimId);
  return {
    claim,
    reportTitle: title[language],
    numbers,
    responses: await responsesOf(workshop, [...evidence.values()]),
    evidence: [...evidence.values()],
    programVersion: packageVersion(),
  };
}

function numbersOf(
  { claim, evaluation }: EvaluatedClaim,
  language: Language,
): readonly ReadNumber[] {
  const words = LABELS[language];
  return evaluation.evidence.flatMap(({ name, label, published, current, proxies }) => {
    const operand = claim.operands.find((one) => one.name === name);
    const of = (
      kind: keyof typeof words,
      reading: Reading | null,
      binding: Binding | null | undefined,
    ): readonly ReadNumber[] =>
      reading?.status !== 'read' || binding == null
        ? []
        : [{ label: labelOf(words[kind], label, language), binding, reading }];
    return [
      ...of('published', published, operand?.published),
      ...of('current', current, operand?.current),
      ...proxies.flatMap(({ reading }, nth) =>
        of('proxy', reading, operand?.proxies[nth]?.binding),
      ),
    ];
  });
}

function labelOf(kind: string, label: Words | null, language: Language): string {
  return label === null ? kind : `${kind} (${label[language]})`;
}

async function responsesOf(
  { archive }: Workshop,
  chains: readonly CellEvidence[],
): Promise<readonly ProofResponse[]> {
  const requests = new Map(chains.map(({ request }) => [request.sha256, request]));
  const responses: ProofResponse[] = [];
  for (const { sha256, method, url, body, respondedAt } of requests.values()) {
    responses.push({ sha256, method, url, body, respondedAt, bytes: await archive.get(sha256) });
  }
  return responses;
}

const LABELS = Object.freeze({
  no: { published: 'Rapportens eget tall', current: 'Dagens tall', proxy: 'Nærliggende tall' },
  en: {
    published: 'The report’s own figure',
    current: 'Today’s figure',
    proxy: 'Nearby figure',
  },
});

function nothingRead(claim: string): StatbankError {
  return new StatbankError(
    'SB_EVIDENCE_BROKEN',
    `No number was read for the claim ${claim}, so there is nothing to prove. "statbank report check --all" tells why.`,
    { context: { claim } },
  );
}

function brokenChain(claim: string, { table, checks }: CellEvidence): StatbankError {
  const failed = checks.filter(({ ok }) => !ok).map(({ check }) => check);
  return new StatbankError(
    'SB_EVIDENCE_BROKEN',
    `The chain behind a number of ${claim} in ${table} does not hold: ${failed.join(', ')}. No proof was written; "statbank explain ${claim}" shows it.`,
    { context: { claim, table, failed } },
  );
}
