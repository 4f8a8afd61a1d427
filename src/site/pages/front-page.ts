import { html } from 'hono/html';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import type { SitePage } from '../layout.ts';
import type { TableChange } from '../queries/changes.ts';
import type { VerdictCount } from '../queries/claims.ts';
import type { ListedTable } from '../queries/tables.ts';
import { changeList } from './change-list.ts';
import { searchForm } from './search-form.ts';
import { tableList } from './table-list.ts';

const WORDS = Object.freeze({
  no: {
    title: 'Tall som kan følges',
    lead: 'Offisiell statistikk med historien til hvert tall: hva det er nå, hva det var, og svaret fra kilden som viser det.',
    counted: (tables: string, numbers: string) => `${tables} tabeller med ${numbers} tall.`,
    reportTitle: 'Påstandene i rapporten',
    report: 'Se om tallene i rapporten fortsatt stemmer',
    changes: 'Sist endret',
    all: 'Alle endringer',
    tables: 'Tabeller',
    allTables: 'Alle tabeller',
    none: 'Ingen tabeller er hentet ennå. Kjør statbank sync.',
  },
  en: {
    title: 'Numbers you can follow',
    lead: 'Official statistics with the history of every number: what it is, what it was, and the answer of the source that shows it.',
    counted: (tables: string, numbers: string) => `${tables} tables with ${numbers} figures.`,
    reportTitle: 'The claims of the report',
    report: 'See whether the figures of the report still hold',
    changes: 'Latest changes',
    all: 'All changes',
    tables: 'Tables',
    allTables: 'All tables',
    none: 'No tables have been fetched yet. Run statbank sync.',
  },
});

/** What is here, what changed last, and where to go on. */
export function frontPage(
  counted: { readonly tables: number; readonly cells: string },
  tables: readonly ListedTable[],
  changes: readonly TableChange[],
  verdicts: readonly VerdictCount[],
  language: Language,
): SitePage {
  const words = WORDS[language];
  return {
    title: words.title,
    section: 'front',
    alternate: sectionAddress('front', language === 'no' ? 'en' : 'no'),
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${
        tables.length === 0
          ? html`<p>${words.none}</p>`
          : html`<p>
                ${words.counted(
                  decimalWords(String(counted.tables), language),
                  decimalWords(counted.cells, language),
                )}
              </p>
              ${searchForm('', language)} ${reportState(verdicts, language)}
              <h2>${words.changes}</h2>
              ${changeList(changes, 'h3', language)}
              <p><a href="${sectionAddress('changes', language)}">${words.all}</a></p>
              <h2>${words.tables}</h2>
              ${tableList(tables, language)}
              <p><a href="${sectionAddress('tables', language)}">${words.allTables}</a></p>`
      }`,
  };
}

/** How many claims of the report have which verdict, and the way to it; nothing without a report. */
function reportState(verdicts: readonly VerdictCount[], language: Language): Markup | '' {
  const words = WORDS[language];
  if (verdicts.length === 0) return '';
  return html`<h2>${words.reportTitle}</h2>
    <ul class="verdicts">
      ${verdicts.map(
        ({ verdict, claims }) =>
          html`<li><strong>${claims}</strong> ${verdictWords(verdict)[language]}</li>`,
      )}
    </ul>
    <p class="call">
      <a class="button" href="${sectionAddress('report', language)}">${words.report}</a>
    </p>`;
}
