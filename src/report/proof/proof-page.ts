import { html, raw } from 'hono/html';
import { TOKENS } from '../../page/tokens.ts';
import { placeWords } from '../../lineage/evidence/place-words.ts';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import type { Proof } from './proof-model.ts';
import { PROOF_SCRIPT } from './proof-script.ts';

/**
 * A page that proves a claim's numbers by itself: it holds the responses, takes their checksums,
 * and reads and computes the numbers anew. It asks nobody for anything.
 */
export function proofPage(proof: Proof, language: Language): string {
  const words = WORDS[language];
  const { claim, evaluation } = proof.claim;
  const facts = {
    numbers: proof.numbers,
    responses: proof.responses.map(({ sha256 }) => ({ sha256 })),
    words,
  };
  const page = html`<!doctype html>
    <html lang="${language === 'no' ? 'nb' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
        />
        <title>${words.title} ${claim.id}</title>
        <style>
          ${raw(TOKENS + STYLE)}
        </style>
      </head>
      <body>
        <main>
          <p class="kicker">${words.title} ${claim.id} · ${proof.reportTitle}</p>
          <h1>${claim.text[language]}</h1>
          <p>${verdictWords(evaluation.verdict)[language]}: ${evaluation.reason[language]}</p>
          <p id="all" role="status">${words.waiting}</p>
          <h2>${words.numbers}</h2>
          ${proof.numbers.map(
            ({ label, table, value, cells }, nth) =>
              html`<section>
                <h3>${label}: ${decimalWords(value, language)}</h3>
                <p>${table}, ${words.cells(cells.length)}</p>
                <p id="n-${nth}">${words.waiting}</p>
                <ul>
                  ${cells.slice(0, SHOWN_CELLS).map(
                    (cell) =>
                      html`<li>
                        <code
                          >${Object.entries(cell.codes)
                            .map((pair) => pair.join('='))
                            .join(' ')}</code
                        >
                        → ${cell.value === null ? cell.symbol : decimalWords(cell.value, language)}
                        <span class="kicker">${placeWords(cell.place, language)}</span>
                      </li>`,
                  )}
                </ul>
              </section>`,
          )}
          <h2>${words.responses}</h2>
          ${proof.responses.map(
            ({ sha256, method, url, body, respondedAt, bytes }) =>
              html`<section>
                <p>
                  <code>${method} ${url}</code
                  >${body === null ? null : html`<br /><code>${body}</code>`}<br />
                  ${respondedAt}, ${decimalWords(String(bytes.length), language)} byte<br />
                  SHA-256 <code>${sha256}</code>
                </p>
                <p id="h-${sha256}">${words.waiting}</p>
              </section>`,
          )}
          <p class="kicker">statbank ${proof.programVersion}</p>
        </main>
        ${proof.responses.map(
          ({ sha256, bytes }) =>
            html`<script type="text/plain" id="r-${sha256}">
              ${raw(Buffer.from(bytes).toString('base64'))}
            </script>`,
        )}
        <script type="application/json" id="facts">
          ${raw(JSON.stringify(facts).replaceAll('<', String.raw`\u003c`))}
        </script>
        <script>
          ${raw(PROOF_SCRIPT)};
        </script>
      </body>
    </html>`;
  // Nothing in it has to be waited for: without a promise inside it is a text.
  return `${page as string}\n`;
}

/** A sum of hundreds of cells is shown by its first ones; all are computed with. */
const SHOWN_CELLS = 20;

const STYLE = `
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
.kicker { color: var(--quiet); font-size: .9rem; }
#all { font-weight: 600; font-size: 1.15rem; border-left: 4px solid; padding: .4rem .9rem; }
.ok { color: var(--good); } .bad { color: var(--alarm); }
code { overflow-wrap: anywhere; }
section { border-top: 1px solid var(--line); padding: .4rem 0; }
`;

const WORDS = Object.freeze({
  no: {
    title: 'Bevis for påstand',
    waiting: 'Regner …',
    numbers: 'Tallene',
    responses: 'Svarene de kom i',
    cells: (count: number) => (count === 1 ? 'én celle' : `${count} celler`),
    point: ',',
    hashOk: 'Kontrollsummen stemmer.',
    hashBad: 'Kontrollsummen stemmer ikke: svaret er endret.',
    numberOk: 'Regnet ut på nytt fra svaret:',
    numberBad: 'Svaret gir et annet tall:',
    notFound: 'Svaret har ikke cellen',
    byHand:
      'Tallet er regnet ut av mange felter i filen: les den under responses. Kontrollsummen er prøvd under.',
    allOk: 'Alle kontrollsummer og alle tall som kan regnes ut her, stemmer.',
    allBad: 'Beviset holder ikke: se merkene under.',
  },
  en: {
    title: 'Proof of claim',
    waiting: 'Computing …',
    numbers: 'The numbers',
    responses: 'The responses that they came in',
    cells: (count: number) => (count === 1 ? 'one cell' : `${count} cells`),
    point: '.',
    hashOk: 'The checksum is right.',
    hashBad: 'The checksum is wrong: the response was altered.',
    numberOk: 'Computed anew from the response:',
    numberBad: 'The response gives another number:',
    notFound: 'The response does not have the cell',
    byHand:
      'The number was made from many fields of the file: read it under responses. Its checksum is checked below.',
    allOk: 'All checksums, and all numbers that can be computed here, are right.',
    allBad: 'The proof does not hold: see the marks below.',
  },
});
