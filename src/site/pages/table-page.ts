import { html } from 'hono/html';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { quoteIdentifier } from '../../transform/identifier.ts';
import { type TableRef, tableName } from '../../transform/table.ts';
import { numberAddress, tableAddress } from '../addresses.ts';
import { seriesVariables } from '../choice.ts';
import type { Markup } from '../html.ts';
import type { SitePage } from '../layout.ts';
import { inLanguage } from '../in-language.ts';
import { dayWords, momentWords } from '../moment.ts';
import { printedNumber } from '../printed-number.ts';
import type { RevisedNumber, TableChange } from '../queries/changes.ts';
import type { SeriesPoint } from '../queries/series.ts';
import type { TableFacts } from '../queries/table.ts';

const WORDS = Object.freeze({
  no: {
    state: 'Tilstand',
    updated: 'Oppdatert hos kilden',
    published: 'Synlig her',
    next: 'Neste tall ventes',
    numbers: 'Tall i tabellen',
    source: 'Kilde',
    choose: 'Velg tall',
    show: 'Vis',
    series: 'Tallene',
    period: 'Periode',
    value: 'Verdi',
    vintage: 'Utgave',
    evidence: 'Vis kilden til tallet',
    none: 'Tabellen har ingen tall for dette valget.',
    history: 'Hva som er endret',
    revised: 'Størst endret i siste utgave',
    before: 'Før',
    after: 'Nå',
    withdrawn: 'trukket tilbake',
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
    choose: 'Choose figures',
    show: 'Show',
    series: 'The figures',
    period: 'Period',
    value: 'Value',
    vintage: 'Vintage',
    evidence: 'Show the source of the figure',
    none: 'The table has no figures for this choice.',
    history: 'What has changed',
    revised: 'Changed most in the newest vintage',
    before: 'Before',
    after: 'Now',
    withdrawn: 'withdrawn',
    sql: 'Ask in Postgres',
    notes: 'Notes',
  },
});

/** What a table's page shows. */
export interface TableView {
  readonly ref: TableRef;
  readonly facts: TableFacts;
  /** A code of every variable but time. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly series: readonly SeriesPoint[];
  /** The series as a picture; null where it has fewer than two numbers. */
  readonly chart: Markup | null;
  readonly changes: readonly TableChange[];
  readonly revised: readonly RevisedNumber[];
}

/** A table: how fresh it is, one series of it as chart and numbers, and what changed. */
export function tablePage(view: TableView, language: Language): SitePage {
  const { ref, facts, chosen, series, chart } = view;
  const words = WORDS[language];
  const title = inLanguage(facts.titleNo, facts.titleEn, language);
  return {
    title,
    section: 'tables',
    alternate: tableAddress(ref, language === 'no' ? 'en' : 'no', chosen),
    main: html`<p class="subject">${tableName(ref)}</p>
      <h1>${title}</h1>
      ${factList(facts, language)}
      <h2>${words.series}</h2>
      ${choiceForm(view, language)}
      ${series.length === 0 ? html`<p>${words.none}</p>` : html`${chart ?? ''}${numberTable(view, language)}`}
      <h2>${words.history}</h2>
      ${history(view, language)}
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

function factList(facts: TableFacts, language: Language): Markup {
  const words = WORDS[language];
  const rows: readonly (readonly [string, string])[] = [
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
    [words.source, [facts.source, facts.licence].filter((part) => part !== null).join(', ')],
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

function choiceForm({ ref, facts, chosen }: TableView, language: Language): Markup {
  const words = WORDS[language];
  const variables = seriesVariables(facts).filter(({ values }) => values.length > 1);
  if (variables.length === 0) return html``;
  return html`<form
    class="choice"
    action="${tableAddress(ref, language)}"
    aria-label="${words.choose}"
  >
    ${variables.map(
      (variable, index) =>
        html`<p>
          <label for="v${index}">${inLanguage(variable.labelNo, variable.labelEn, language)}</label>
          <select id="v${index}" name="${variable.code}">
            ${variable.values.map(
              (value) =>
                html`<option
                  value="${value.code}"
                  ${chosen.get(variable.code) === value.code ? 'selected' : ''}
                >
                  ${inLanguage(value.labelNo, value.labelEn, language)}
                </option>`,
            )}
          </select>
        </p>`,
    )}
    <p><button>${words.show}</button></p>
  </form>`;
}

function numberTable({ ref, facts, chosen, series }: TableView, language: Language): Markup {
  const words = WORDS[language];
  const time = facts.variables.find(({ role }) => role === 'time')?.code;
  const unit = inLanguage(series[0]?.unitNo ?? '', series[0]?.unitEn ?? null, language);
  return html`<div class="scroll tall" tabindex="0" role="region" aria-label="${words.series}">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${words.period}</th>
          <th scope="col" class="number">
            ${unit === '' ? words.value : `${words.value} (${unit})`}
          </th>
          <th scope="col" class="number">${words.vintage}</th>
        </tr>
      </thead>
      <tbody>
        ${series.toReversed().map((point) => {
          const codes = new Map([
            ...chosen,
            ...(time === undefined ? [] : [[time, point.period] as const]),
          ]);
          return html`<tr>
            <th scope="row">${point.period}</th>
            <td class="number">
              <a
                href="${numberAddress(ref, facts.vintage, codes, language)}"
                title="${words.evidence}"
                >${printedNumber(point, language)}</a
              >
            </td>
            <td class="number">${point.vintage}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

function history({ facts, changes, revised }: TableView, language: Language): Markup {
  const words = WORDS[language];
  return html`<ul class="changes">
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
