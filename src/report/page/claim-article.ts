import { html } from 'hono/html';
import type { Claim } from '../../transform/claims/claim.ts';
import type { Evaluation } from '../../transform/claims/evaluated-claim.ts';
import type { Reading } from '../../transform/claims/reading.ts';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { tableName, type TableRef } from '../../transform/table.ts';
import { evidenceList, type NumberAddress } from './evidence-list.ts';
import type { Html } from './html.ts';
import { claimNumberWords, dayWords, driftWords } from './number-words.ts';
import type { ClaimPage, TableFacts } from './page-model.ts';
import type { PageWords } from './page-words.ts';
import { type PrintedPoint, seriesChart } from './series-chart.ts';
import { verdictBadge } from './verdict-badge.ts';
import { verdictLook } from './verdict-look.ts';

/** A table of many sources names them in its own place. */
const LONGEST_SOURCE = 80;

/** Pages of a site for what a claim is read from. */
export interface PlacesAround {
  readonly number: NumberAddress;
  readonly table: (ref: TableRef) => string;
}

/** One claim: what it says, whether it holds, its numbers, their course, source and evidence. */
export function claimArticle(
  page: ClaimPage,
  words: PageWords,
  language: Language,
  around: PlacesAround | null = null,
): Html {
  const { claim, evaluation, previousVerdict } = page;
  const { verdict, reason, drift } = evaluation;
  const chart = chartFigure(page, words, language);
  return html`<article
    class="claim ${verdictLook(verdict).group}${chart === null ? '' : ' charted'}"
    id="${claim.id}"
    aria-labelledby="${claim.id}-t"
  >
    <div class="story">
      <h3 id="${claim.id}-t">${claim.text[language]}</h3>
      <p class="verdict">
        ${verdictBadge(verdict, language)}${drift === null ? null : html` <strong class="drift">${driftWords(drift, language)}</strong>`}${
          previousVerdict === null
            ? null
            : html` <span class="before"
                >${words.previously(verdictWords(previousVerdict)[language])}</span
              >`
        }
      </p>
      ${numbers(claim, evaluation, words, language)}
      <p class="reason">${reason[language]}${sinceWords(evaluation, words, language)}</p>
      ${remarks(page, words, language)}
    </div>
    ${chart}
    <div class="ground">
      <p class="source">${sourceLine(page, words, language, around)}</p>
      ${evidenceList(page.evidence, words, language, around?.number)}
    </div>
  </article>`;
}

function numbers(
  claim: Claim,
  { published, asOf, current, basis }: Evaluation,
  words: PageWords,
  language: Language,
): Html | null {
  const shown = [
    { name: words.published, number: published, kind: 'then' },
    ...(asOf === null || asOf.value === published?.value
      ? []
      : [{ name: words.asOf, number: asOf, kind: 'then' }]),
    { name: basis === 'proxy' ? words.nearby : words.now, number: current, kind: 'now' },
  ].flatMap(({ number, ...rest }) => (number === null ? [] : [{ ...rest, number }]));
  if (shown.length === 0) return null;
  return html`<dl class="numbers">
    ${shown.map(
      ({ name, number, kind }) =>
        html`<div class="${kind}">
          <dt>${name}</dt>
          <dd>
            ${claimNumberWords(number, claim.unit, language)}${
              number.period === null ? null : html` <span class="period">${number.period}</span>`
            }
          </dd>
        </div>`,
    )}
  </dl>`;
}

function sinceWords({ drift }: Evaluation, words: PageWords, language: Language): Html | null {
  if (drift === null || drift.sinceObservedAt === null || drift.sinceVintage === null) return null;
  return html` <span class="since"
    >(${words.since(dayWords(drift.sinceObservedAt, language), drift.sinceVintage)})</span
  >`;
}

/** What a careful reader should know beside the verdict. */
function remarks(
  { claim, evaluation }: ClaimPage,
  words: PageWords,
  language: Language,
): Html | null {
  const { population, base, statements } = claim;
  const notes = [
    ...(base === 'without vet ikke' ? [words.base] : []),
    ...new Set(evaluation.findings.map(({ text }) => text[language])),
    ...claim.flaws
      .map(({ text }) => text[language])
      .filter((text) => !evaluation.findings.some((finding) => finding.text[language] === text)),
  ].filter((note) => !claim.rivals.some(({ text }) => text[language] === note));
  const rivals = claim.rivals.map(
    ({ publisher, value, text, address }) =>
      html`<li>
        <a href="${address}">${publisher}</a>,
        ${claimNumberWords({ value, of: null, period: null }, claim.unit, language)}:
        ${text[language]}
      </li>`,
  );
  // Findings tell most of them already, with what was read.
  const untold = evaluation.evidence
    .flatMap(({ proxies }) => proxies)
    .filter(({ reason }) => !notes.some((note) => note.includes(reason[language])));
  const nearby = untold.map(
    ({ reason, reading }) => html`<li>${readingWords(reading, language)} ${reason[language]}</li>`,
  );
  const later = statements.map(
    ({ publisher, period, text, address }) =>
      html`<li><a href="${address}">${publisher} ${period}</a>: ${text[language]}</li>`,
  );
  return html`${population === null ? null : html`<p class="population">${words.population} ${population[language]}.</p>`}${listOf(
    words.flaws,
    notes.map((note) => html`<li>${note}</li>`),
  )}${listOf(words.rivals, rivals)}${listOf(words.proxies, nearby)}${listOf(words.statements, later)}`;
}

function listOf(title: string, items: readonly Html[]): Html | null {
  return items.length === 0
    ? null
    : html`<div class="remarks">
        <p>${title}</p>
        <ul>
          ${items}
        </ul>
      </div>`;
}

function readingWords(reading: Reading, language: Language): string {
  // Why it was not read names the table already.
  if (reading.status === 'problem') return reading.reason[language];
  const unit = reading.unit === 'prosent' || reading.unit === 'percent' ? '\u00A0%' : '';
  const value = decimalWords(reading.value, language).replaceAll(' ', '\u00A0');
  return `${tableName(reading.table)} ${value}${unit} (${reading.period}):`;
}

function chartFigure(
  { claim, evaluation, series }: ClaimPage,
  words: PageWords,
  language: Language,
): Html | null {
  if (series === null) return null;
  const printed = printedLevel(claim, evaluation);
  const title = words.chartTitle(claim.text[language]);
  const chart = seriesChart(`${claim.id}-c`, title, series, printed, language);
  if (chart === null) return null;
  const unit = (language === 'en' ? series.points[0]?.unitEn : null) ?? series.unit;
  const caption = [
    ...(series.proxy
      ? [`${words.proxySeries} (${series.table.provider}:${series.table.table})`]
      : []),
    ...(unit === null ? [] : [unit]),
    ...(printed === null ? [] : [words.ring]),
  ].join(' · ');
  return html`<figure>
    ${chart}
    <figcaption>${caption}</figcaption>
  </figure>`;
}

/** Where the claim is a level, its number stands in the series; a change or a sum does not. */
function printedLevel(
  { test, reference }: Claim,
  { published, evidence }: Evaluation,
): PrintedPoint | null {
  const isLevel = test.kind === 'level' || test.kind === 'approximate';
  if (!isLevel || published === null || published.of !== null || evidence.length !== 1) return null;
  return { period: published.period ?? reference.period, value: published.value };
}

function sourceLine(
  { claim, tables }: ClaimPage,
  words: PageWords,
  language: Language,
  around: PlacesAround | null,
): Html {
  const { publisher, document } = claim.source;
  return html`<b>${words.source}:</b> ${publisher},
    ${document}${tables.map((table) => html`<br />${tableLine(table, words, language, around)}`)}`;
}

function tableLine(
  { ref, titleNo, titleEn, source, licence, updatedAt, address }: TableFacts,
  words: PageWords,
  language: Language,
  around: PlacesAround | null,
): Html {
  // A site has a page of the table, which leads on to its publisher.
  const link = around === null ? address : around.table(ref);
  const name = `${words.table} ${ref.provider}:${ref.table}`;
  const title = (language === 'en' ? titleEn : null) ?? titleNo;
  const rest = [
    ...(source === null || source.length > LONGEST_SOURCE ? [] : [source]),
    ...(updatedAt === null ? [] : [words.updated(dayWords(updatedAt, language))]),
    ...(licence === null ? [] : [licence]),
  ].join(', ');
  return html`${link === null ? name : html`<a href="${link}">${name}</a>`}
  ${title}${rest === '' ? '' : ` (${rest})`}`;
}
