import { html } from 'hono/html';
import type { CellEvidence } from '../../lineage/evidence/cell-evidence.ts';
import { evidenceWords } from '../../lineage/evidence/evidence-words.ts';
import { placeWords } from '../../lineage/evidence/place-words.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { Html } from './html.ts';
import type { ClaimEvidence } from './page-model.ts';
import type { PageWords } from './page-words.ts';

/** The permanent page of a number, where a site has one. */
export type NumberAddress = (evidence: CellEvidence) => string;

/** The chains behind a claim's numbers, folded up; null where nothing was read. */
export function evidenceList(
  chains: readonly ClaimEvidence[],
  words: PageWords,
  language: Language,
  addressOf?: NumberAddress,
): Html | null {
  if (chains.length === 0) return null;
  return html`<details class="evidence">
      <summary>${words.evidence(chains.length)}</summary>
      ${chains.map((chain) => evidenceChain(chain, words, language, addressOf))}
    </details>
    ${chains.map((chain) => proofLine(chain, words, language))}`;
}

function evidenceChain(
  chain: ClaimEvidence,
  words: PageWords,
  language: Language,
  addressOf?: NumberAddress,
): Html {
  const { evidence, problem } = chain;
  const name = nameOf(chain, words, language);
  if (evidence === null) {
    return html`<div class="chain">
      <p class="chain-name">${name}</p>
      <p class="proof failed">
        ${words.noEvidence}: ${problem?.message ?? ''} (${problem?.code ?? ''})
      </p>
    </div>`;
  }
  const { headline, subject, steps, verdict } = evidenceWords(evidence, language);
  return html`<div class="chain">
    <p class="chain-name">${name}: <strong>${headline}</strong></p>
    <p class="chain-subject">${subject}</p>
    <ol>
      ${steps.map(
        ({ title, lines }) =>
          html`<li>
            <span class="step">${title}</span
            >${lines.map((text) => html`<span class="line">${text}</span>`)}
          </li>`,
      )}
    </ol>
    <p class="proof${evidence.proven ? '' : ' failed'}">${verdict}</p>
    ${
      addressOf === undefined
        ? null
        : html`<p><a href="${addressOf(evidence)}">${words.numberPage}</a></p>`
    }
  </div>`;
}

/** What is printed on paper, where nothing unfolds. */
function proofLine(chain: ClaimEvidence, words: PageWords, language: Language): Html | null {
  const { evidence } = chain;
  if (evidence === null) return null;
  return html`<p class="proof-line">
    ${nameOf(chain, words, language)}: ${evidence.table}, ${String(evidence.origin.vintage)} ·
    ${words.hash} ${evidence.request.sha256} ·
    ${evidence.place.pointer ?? placeWords(evidence.place, language)} ·
    ${evidence.proven ? words.proven : words.broken}
  </p>`;
}

function nameOf({ role, operand }: ClaimEvidence, words: PageWords, language: Language): string {
  return operand === null ? words.roles[role] : `${words.roles[role]} (${operand[language]})`;
}
