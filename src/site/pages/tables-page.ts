import { html } from 'hono/html';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { SitePage } from '../layout.ts';
import type { ListedTable } from '../queries/tables.ts';
import { searchForm } from './search-form.ts';
import { tableList } from './table-list.ts';

const WORDS = Object.freeze({
  no: {
    title: 'Tabeller',
    found: (count: number, printed: string) =>
      count === 1 ? 'Én tabell.' : `${printed} tabeller.`,
    none: 'Ingen tabeller passer. Prøv færre eller andre ord.',
  },
  en: {
    title: 'Tables',
    found: (count: number, printed: string) => (count === 1 ? 'One table.' : `${printed} tables.`),
    none: 'No table fits. Try fewer or other words.',
  },
});

/** All tables, or those that a search found. */
export function tablesPage(
  tables: readonly ListedTable[],
  query: string,
  language: Language,
): SitePage {
  const words = WORDS[language];
  const other = sectionAddress('tables', language === 'no' ? 'en' : 'no');
  return {
    title: words.title,
    section: 'tables',
    alternate: query === '' ? other : `${other}?${new URLSearchParams({ q: query }).toString()}`,
    main: html`<h1>${words.title}</h1>
      ${searchForm(query, language)}
      <p aria-live="polite">
        ${
          tables.length === 0
            ? words.none
            : words.found(tables.length, decimalWords(String(tables.length), language))
        }
      </p>
      ${tables.length === 0 ? '' : tableList(tables, language)}`,
  };
}
