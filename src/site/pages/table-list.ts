import { html } from 'hono/html';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { tableName } from '../../transform/table.ts';
import { tableAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import { inLanguage } from '../in-language.ts';
import { dayWords } from '../moment.ts';
import type { ListedTable } from '../queries/tables.ts';

const WORDS = Object.freeze({
  no: {
    caption: 'Tabeller',
    table: 'Tabell',
    title: 'Tittel',
    numbers: 'Tall',
    updated: 'Oppdatert hos kilden',
    state: 'Tilstand',
  },
  en: {
    caption: 'Tables',
    table: 'Table',
    title: 'Title',
    numbers: 'Figures',
    updated: 'Updated at the source',
    state: 'State',
  },
});

/** Tables as a list that fits a phone and reads as a table to a screen reader. */
export function tableList(tables: readonly ListedTable[], language: Language): Markup {
  const words = WORDS[language];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.caption}">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${words.table}</th>
          <th scope="col">${words.title}</th>
          <th scope="col" class="number">${words.numbers}</th>
          <th scope="col">${words.updated}</th>
          <th scope="col">${words.state}</th>
        </tr>
      </thead>
      <tbody>
        ${tables.map((table) => {
          const name = tableName(table);
          const title = inLanguage(table.titleNo, table.titleEn, language);
          return html`<tr>
            <td class="code">${name}</td>
            <th scope="row"><a href="${tableAddress(table, language)}">${title}</a></th>
            <td class="number">${decimalWords(table.cells, language)}</td>
            <td>${table.updatedAt === null ? '–' : dayWords(table.updatedAt, language)}</td>
            <td>
              <span class="state ${table.state}"
                >${inLanguage(table.stateNo, table.stateEn, language)}</span
              >
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
