import { html } from 'hono/html';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import type { SitePage } from '../layout.ts';
import type { FoundTables } from '../queries/tables.ts';
import { searchForm } from './search-form.ts';
import { tableList } from './table-list.ts';

const WORDS = Object.freeze({
  no: {
    title: 'Tabeller',
    found: (count: number, printed: string) =>
      count === 1 ? 'Én tabell.' : `${printed} tabeller.`,
    none: 'Ingen tabeller passer. Prøv færre eller andre ord.',
    pages: 'Sider',
    at: (page: number, pages: number) => `Side ${page} av ${pages}`,
    previous: 'Forrige',
    next: 'Neste',
  },
  en: {
    title: 'Tables',
    found: (count: number, printed: string) => (count === 1 ? 'One table.' : `${printed} tables.`),
    none: 'No table fits. Try fewer or other words.',
    pages: 'Pages',
    at: (page: number, pages: number) => `Page ${page} of ${pages}`,
    previous: 'Previous',
    next: 'Next',
  },
});

/** What was asked for: words, and a page of what they find, from 1. */
export interface AskedTables {
  readonly query: string;
  readonly page: number;
}

/** Tables on one page of the list. */
export const TABLES_A_PAGE = 100;

/** All tables, or those that a search found, a page at a time. */
export function tablesPage(
  { tables, total }: FoundTables,
  asked: AskedTables,
  language: Language,
): SitePage {
  const words = WORDS[language];
  return {
    title: words.title,
    section: 'tables',
    alternate: addressOf(asked, language === 'no' ? 'en' : 'no'),
    main: html`<h1>${words.title}</h1>
      ${searchForm(asked.query, language)}
      <p aria-live="polite">
        ${total === 0 ? words.none : words.found(total, decimalWords(String(total), language))}
      </p>
      ${total === 0 ? '' : tableList(tables, language)} ${pageLinks(total, asked, language)}`,
  };
}

function pageLinks(total: number, { query, page }: AskedTables, language: Language): Markup {
  const words = WORDS[language];
  const pages = Math.ceil(total / TABLES_A_PAGE);
  if (pages <= 1) return html``;
  const link = (to: number, rel: 'prev' | 'next', text: string): Markup =>
    html`<a href="${addressOf({ query, page: to }, language)}" rel="${rel}">${text}</a>`;
  return html`<nav class="pages" aria-label="${words.pages}">
    ${page > 1 ? link(page - 1, 'prev', words.previous) : ''}
    <span>${words.at(page, pages)}</span>
    ${page < pages ? link(page + 1, 'next', words.next) : ''}
  </nav>`;
}

function addressOf({ query, page }: AskedTables, language: Language): string {
  const parameters = new URLSearchParams({
    ...(query === '' ? {} : { q: query }),
    ...(page === 1 ? {} : { page: String(page) }),
  }).toString();
  const address = sectionAddress('tables', language);
  return parameters === '' ? address : `${address}?${parameters}`;
}
