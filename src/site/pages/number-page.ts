import { html } from 'hono/html';
import type { CellEvidence } from '../../lineage/evidence/cell-evidence.ts';
import type { Language } from '../../transform/decimal-words.ts';
import { evidenceWords } from '../../lineage/evidence/evidence-words.ts';
import type { TableRef } from '../../transform/table.ts';
import { evidenceAddress, tableAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import type { SitePage } from '../layout.ts';

const WORDS = Object.freeze({
  no: {
    whole: 'Vis alt',
    chain: 'Fra tallet til kilden',
    table: 'Til tabellen',
    attribution: 'Kilde',
  },
  en: {
    whole: 'Show all',
    chain: 'From the number to its source',
    table: 'To the table',
    attribution: 'Source',
  },
});

/** One number of one vintage, with everything behind it. */
export function numberPage(ref: TableRef, evidence: CellEvidence, language: Language): SitePage {
  const words = WORDS[language];
  const { headline, subject, steps, verdict } = evidenceWords(evidence, language);
  const { coordinates } = evidence.state;
  const series = new Map(
    coordinates.filter(({ role }) => role !== 'time').map(({ variable, code }) => [variable, code]),
  );
  return {
    title: `${headline}: ${subject}`,
    section: null,
    alternate: evidenceAddress(evidence, language === 'no' ? 'en' : 'no'),
    main: html`<p class="subject">${subject}</p>
      <h1 class="headline">${headline}</h1>
      <p class="verdict ${evidence.proven ? 'proven' : 'broken'}">${verdict}</p>
      <h2>${words.chain}</h2>
      <ol class="chain">
        ${steps.map(
          ({ title, lines }) =>
            html`<li>
              <h3>${title}</h3>
              ${lines.map((line) => evidenceLine(line, language))}
            </li>`,
        )}
      </ol>
      <p>
        ${words.attribution}:
        ${[evidence.source, evidence.licence].filter((part) => part !== null).join(', ')}
      </p>
      <p><a href="${tableAddress(ref, language, series)}">${words.table}</a></p>`,
  };
}

/** A request may ask for thousands of codes: more of a line than this is folded away. */
const SHOWN = 160;

function evidenceLine(line: string, language: Language): Markup {
  return line.length <= SHOWN
    ? html`<p>${line}</p>`
    : html`<details>
        <summary>${line.slice(0, SHOWN)} … ${WORDS[language].whole}</summary>
        <p>${line}</p>
      </details>`;
}
