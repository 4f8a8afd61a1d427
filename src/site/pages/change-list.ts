import { html, raw } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import { tableName } from '../../transform/table.ts';
import { tableAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import { inLanguage } from '../in-language.ts';
import { dayWords, momentWords } from '../moment.ts';
import type { TableChange } from '../queries/changes.ts';

const WORDS = Object.freeze({
  no: { vintage: 'utgave' },
  en: { vintage: 'vintage' },
});

/** Publications by the day on which they became visible, newest first, under headings of a level that fits the page. */
export function changeList(
  changes: readonly TableChange[],
  heading: 'h2' | 'h3',
  language: Language,
): Markup {
  const dayOf = ({ committedAt }: TableChange): string => dayWords(committedAt, language);
  const days = [...new Set(changes.map(dayOf))];
  return html`${days.map(
    (day) =>
      html`<section class="day">
        ${raw(`<${heading}>`)}${day}${raw(`</${heading}>`)}
        <ul class="changes">
          ${changes.filter((change) => dayOf(change) === day).map((change) => changeItem(change, language))}
        </ul>
      </section>`,
  )}`;
}

function changeItem(change: TableChange, language: Language): Markup {
  const title = inLanguage(change.titleNo, change.titleEn, language);
  return html`<li>
    <a href="${tableAddress(change, language)}">${title}</a>
    <span class="what">${inLanguage(change.wordsNo, change.wordsEn, language)}</span>
    <span class="meta"
      >${tableName(change)}, ${WORDS[language].vintage} ${change.vintage},
      ${momentWords(change.committedAt, language)}</span
    >
  </li>`;
}
