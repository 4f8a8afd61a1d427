import { html } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import type { Markup } from '../html.ts';
import { inLanguage } from '../in-language.ts';
import { dayWords } from '../moment.ts';
import { printedNumber } from '../printed-number.ts';
import type { RevisedNumber, TableChange } from '../queries/changes.ts';
import type { TableFacts } from '../queries/table.ts';

const WORDS = Object.freeze({
  no: {
    history: 'Hva som er endret',
    revised: 'Størst endret i siste utgave',
    value: 'Verdi',
    vintage: 'Utgave',
    before: 'Før',
    after: 'Nå',
    withdrawn: 'trukket tilbake',
  },
  en: {
    history: 'What has changed',
    revised: 'Changed most in the newest vintage',
    value: 'Value',
    vintage: 'Vintage',
    before: 'Before',
    after: 'Now',
    withdrawn: 'withdrawn',
  },
});

/** What changed in a table. */
export interface HistoryView {
  readonly facts: TableFacts;
  readonly changes: readonly TableChange[];
  /** Numbers that the newest vintage changed most. */
  readonly revised: readonly RevisedNumber[];
}

/** Publications of a table in words, and the largest revisions of the last one. */
export function tableHistory({ facts, changes, revised }: HistoryView, language: Language): Markup {
  const words = WORDS[language];
  return html`<h2>${words.history}</h2>
    <ul class="changes">
      ${changes.map(
        (change) =>
          html`<li>
            <span class="what">${inLanguage(change.wordsNo, change.wordsEn, language)}</span>
            <span class="meta"
              >${words.vintage} ${change.vintage}, ${dayWords(change.committedAt, language)}</span
            >
          </li>`,
      )}
    </ul>
    ${
      revised.length === 0
        ? ''
        : html`<h3>${words.revised}</h3>
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">${words.value}</th>
                  <th scope="col" class="number">${words.before}</th>
                  <th scope="col" class="number">${words.after}</th>
                </tr>
              </thead>
              <tbody>
                ${revised.map(
                  (number) =>
                    html`<tr>
                      <th scope="row">${labelsOf(number.codes, facts, language)}</th>
                      <td class="number">
                        ${printedNumber({ value: number.before, symbol: number.symbolBefore }, language)}
                      </td>
                      <td class="number">
                        ${
                          number.kind === 'withdrawn'
                            ? words.withdrawn
                            : printedNumber(
                                { value: number.after, symbol: number.symbolAfter },
                                language,
                              )
                        }
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>`
    }`;
}

function labelsOf(
  codes: Readonly<Record<string, string>>,
  { variables }: TableFacts,
  language: Language,
): string {
  return variables
    .map(({ code, values }) => {
      const value = values.find((one) => one.code === codes[code]);
      return value === undefined ? codes[code] : inLanguage(value.labelNo, value.labelEn, language);
    })
    .filter((label) => label !== undefined)
    .join(' · ');
}
