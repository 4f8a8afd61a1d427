import { html } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';

const WORDS = Object.freeze({
  no: { label: 'Søk i tabellene', go: 'Søk' },
  en: { label: 'Search the tables', go: 'Search' },
});

/** A search for tables, with what was asked last. */
export function searchForm(query: string, language: Language): Markup {
  const words = WORDS[language];
  return html`<form class="search" role="search" action="${sectionAddress('tables', language)}">
    <label for="q">${words.label}</label>
    <div>
      <input id="q" name="q" type="search" value="${query}" autocomplete="off" />
      <button>${words.go}</button>
    </div>
  </form>`;
}
