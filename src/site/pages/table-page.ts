import { html } from 'hono/html';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { quoteIdentifier } from '../../transform/identifier.ts';
import { publisherAddress } from '../../transform/publisher-address.ts';
import { tableName, type TableRef } from '../../transform/table.ts';
import { claimAddress, tableAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import type { SitePage } from '../layout.ts';
import { inLanguage } from '../in-language.ts';
import { momentWords } from '../moment.ts';
import type { JudgedClaim } from '../queries/claims.ts';
import type { TableFacts } from '../queries/table.ts';
import { type HistoryView, tableHistory } from './table-history.ts';
import { type SeriesView, tableSeries } from './table-series.ts';

const WORDS = Object.freeze({
  no: {
    state: 'Tilstand',
    updated: 'Oppdatert hos kilden',
    published: 'Synlig her',
    next: 'Neste tall ventes',
    numbers: 'Tall i tabellen',
    source: 'Kilde',
    fetched: 'Hentet fra',
    vintage: 'Utgave',
    claims: 'I rapporten',
    sql: 'Spør i Postgres',
    notes: 'Merknader',
  },
  en: {
    state: 'State',
    updated: 'Updated at the source',
    published: 'Visible here',
    next: 'Next figures expected',
    numbers: 'Figures in the table',
    source: 'Source',
    fetched: 'Fetched from',
    vintage: 'Vintage',
    claims: 'In the report',
    sql: 'Ask in Postgres',
    notes: 'Notes',
  },
});

/** What a table's page shows. */
export interface TableView extends SeriesView, HistoryView {
  /** Claims of the report that are read from the table. */
  readonly claims: readonly JudgedClaim[];
}

/** A table: how fresh it is, one series of it as chart and numbers, and what changed. */
export function tablePage(view: TableView, language: Language): SitePage {
  const { ref, facts, chosen } = view;
  const words = WORDS[language];
  const title = inLanguage(facts.titleNo, facts.titleEn, language);
  return {
    title,
    section: 'tables',
    alternate: tableAddress(ref, language === 'no' ? 'en' : 'no', chosen),
    main: html`<p class="subject">${tableName(ref)}</p>
      <h1>${title}</h1>
      ${factList(ref, facts, language)} ${tableSeries(view, language)} ${claimList(view, language)}
      ${tableHistory(view, language)}
      <h2>${words.sql}</h2>
      <pre class="sql"><code>${exampleQuery(facts, chosen)}</code></pre>
      ${
        facts.notesNo.length === 0 || language === 'en'
          ? ''
          : html`<h2>${words.notes}</h2>
              ${facts.notesNo.map((note) => html`<p class="note">${note}</p>`)}`
      }`,
  };
}

/** Whose the figures are, with the way to them. */
function sourceOf(ref: TableRef, { source, licence }: TableFacts): Markup {
  const address = publisherAddress(ref);
  const name = source ?? tableName(ref);
  const told = licence === null ? '' : `, ${licence}`;
  return html`${address === null ? name : html`<a href="${address}">${name}</a>`}${told}`;
}

function factList(ref: TableRef, facts: TableFacts, language: Language): Markup {
  const words = WORDS[language];
  const rows: readonly (readonly [string, string | Markup])[] = [
    [words.state, inLanguage(facts.stateNo, facts.stateEn, language)],
    ...(facts.updatedAt === null
      ? []
      : [[words.updated, momentWords(facts.updatedAt, language)] as const]),
    [
      words.published,
      `${momentWords(facts.committedAt, language)}, ${words.vintage.toLowerCase()} ${facts.vintage}`,
    ],
    ...(facts.nextReleaseAt === null
      ? []
      : [[words.next, momentWords(facts.nextReleaseAt, language)] as const]),
    [words.numbers, decimalWords(facts.cells, language)],
    [words.source, sourceOf(ref, facts)],
    ...(facts.fetchedFrom === null ? [] : [[words.fetched, facts.fetchedFrom] as const]),
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([term, text]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}

function claimList({ claims }: TableView, language: Language): Markup | '' {
  if (claims.length === 0) return '';
  return html`<h2>${WORDS[language].claims}</h2>
    <ul class="changes">
      ${claims.map(
        ({ claim, textNo, textEn, verdict }) =>
          html`<li>
            <a class="what" href="${claimAddress(claim, language)}"
              >${language === 'no' ? textNo : textEn}</a
            >
            <span class="meta">${claim}: ${verdictWords(verdict)[language]}</span>
          </li>`,
      )}
    </ul>`;
}

/** The shown series as a query for the table's view. */
function exampleQuery(
  { view, variables }: TableFacts,
  chosen: ReadonlyMap<string, string>,
): string {
  const time = variables.find(({ role }) => role === 'time');
  const conditions = variables
    .filter(({ role }) => role !== 'time')
    .map(
      ({ column, code }) =>
        `${quoteIdentifier(`${column}_kode`)} = '${(chosen.get(code) ?? '').replaceAll("'", "''")}'`,
    );
  const columns = [
    ...(time === undefined ? [] : [quoteIdentifier(time.column)]),
    'verdi',
    'enhet',
    'symbol',
  ];
  return [
    `select ${columns.join(', ')}`,
    `from mart.${quoteIdentifier(view)}`,
    ...(conditions.length === 0 ? [] : [`where ${conditions.join('\n  and ')}`]),
    'order by periode_start;',
  ].join('\n');
}
