import { html } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import type { TableRef } from '../../transform/table.ts';
import { numberAddress, seriesAddress, tableAddress } from '../addresses.ts';
import { seriesVariables } from '../choice.ts';
import type { Markup } from '../html.ts';
import { inLanguage } from '../in-language.ts';
import { printedNumber } from '../printed-number.ts';
import type { SeriesPoint } from '../queries/series.ts';
import type { TableFacts } from '../queries/table.ts';

const WORDS = Object.freeze({
  no: {
    choose: 'Velg tall',
    show: 'Vis',
    series: 'Tallene',
    period: 'Periode',
    value: 'Verdi',
    vintage: 'Utgave',
    evidence: 'Vis kilden til tallet',
    none: 'Tabellen har ingen tall for dette valget.',
    download: 'Last ned tallene i denne rekken (CSV)',
  },
  en: {
    choose: 'Choose figures',
    show: 'Show',
    series: 'The figures',
    period: 'Period',
    value: 'Value',
    vintage: 'Vintage',
    evidence: 'Show the source of the figure',
    none: 'The table has no figures for this choice.',
    download: 'Download the figures of this series (CSV)',
  },
});

/** One series of a table. */
export interface SeriesView {
  readonly ref: TableRef;
  readonly facts: TableFacts;
  /** A code of every variable but time. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly series: readonly SeriesPoint[];
  /** The series as a picture; null where it has fewer than two numbers. */
  readonly chart: Markup | null;
}

/** A series: which one, and the choice of another; as chart, as linked numbers and as CSV. */
export function tableSeries(view: SeriesView, language: Language): Markup {
  const { ref, chosen, series, chart } = view;
  const words = WORDS[language];
  return html`<h2>${words.series}</h2>
    ${choiceForm(view, language)}
    ${
      series.length === 0
        ? html`<p>${words.none}</p>`
        : html`<p class="shown">${shownSeries(view, language)}</p>
            ${chart ?? ''} ${numberTable(view, language)} ${symbolList(series, language)}
            <p><a href="${seriesAddress(ref, language, chosen)}">${words.download}</a></p>`
    }`;
}

/** What the shown series is of, in words. */
function shownSeries({ facts, chosen }: SeriesView, language: Language): string {
  return seriesVariables(facts)
    .flatMap(({ code, values }) => values.filter((value) => value.code === chosen.get(code)))
    .map(({ labelNo, labelEn }) => inLanguage(labelNo, labelEn, language))
    .join(' · ');
}

/** What the symbols in the series mean. */
function symbolList(series: readonly SeriesPoint[], language: Language): Markup | '' {
  const meanings = new Map(
    series
      .filter(({ symbol, meaningNo }) => symbol !== '' && meaningNo !== null)
      .map((point) => [point.symbol, inLanguage(point.meaningNo ?? '', point.meaningEn, language)]),
  );
  if (meanings.size === 0) return '';
  const told = [...meanings].map(([symbol, meaning]) => `${symbol} ${meaning}`);
  return html`<p class="symbols">${told.join(' · ')}</p>`;
}

function choiceForm({ ref, facts, chosen }: SeriesView, language: Language): Markup {
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

function numberTable({ ref, facts, chosen, series }: SeriesView, language: Language): Markup {
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
