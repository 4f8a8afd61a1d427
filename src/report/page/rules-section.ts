import { html } from 'hono/html';
import type { EvaluatedRule } from '../../transform/claims/evaluated-claim.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { Html } from './html.ts';
import type { PageWords } from './page-words.ts';
import { iconUse } from './verdict-badge.ts';

/** What must be true of several numbers at once; null where the report has no such rule. */
export function rulesSection(
  rules: readonly EvaluatedRule[],
  words: PageWords,
  language: Language,
): Html | null {
  if (rules.length === 0) return null;
  const [rule, printed, today] = words.ruleColumns;
  return html`<section class="rules" id="rules" aria-labelledby="rules-t">
    <h2 id="rules-t">${words.rules}</h2>
    <p class="lead">${words.rulesLead}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${rule}</th>
          <th scope="col">${printed}</th>
          <th scope="col">${today}</th>
        </tr>
      </thead>
      <tbody>
        ${rules.map(
          (one) =>
            html`<tr>
              <th scope="row">${one.rule.text[language]}</th>
              <td data-title="${printed}">
                ${ruleState(one.published, words)}<br /><span class="formula"
                  >${numbersIn(one.publishedWords, language)}</span
                >
              </td>
              <td data-title="${today}">
                ${ruleState(one.current, words)}${
                  one.current === null
                    ? null
                    : html`<br /><span class="formula"
                          >${numbersIn(one.currentWords, language)}</span
                        >`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function ruleState(state: boolean | null, words: PageWords): Html {
  if (state === null)
    return html`<span class="badge open">${iconUse('clock')}${words.ruleUnknown}</span>`;
  return state
    ? html`<span class="badge stands">${iconUse('check')}${words.ruleTrue}</span>`
    : html`<span class="badge changed">${iconUse('clash')}${words.ruleFalse}</span>`;
}

/** The formula's decimals as they are written in the language. */
function numbersIn(formula: string, language: Language): string {
  const typeset = formula
    .replaceAll('<=', '≤')
    .replaceAll('>=', '≥')
    .replaceAll(' - ', ' − ')
    .replaceAll(' * ', ' · ');
  return language === 'no' ? typeset.replaceAll(/(\d)\.(\d)/g, '$1,$2') : typeset;
}
