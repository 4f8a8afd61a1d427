import { html } from 'hono/html';
import type { PastFinding } from '../../lineage/finding-history.ts';
import type { PastRun } from '../../lineage/run-history.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { Markup } from '../html.ts';
import type { SitePage } from '../layout.ts';
import { momentWords } from '../moment.ts';
import type { ListedTable } from '../queries/tables.ts';
import { tableList } from './table-list.ts';

const WORDS = Object.freeze({
  no: {
    title: 'Drift',
    attention: 'Trenger tilsyn',
    fine: 'Ingen tabeller trenger tilsyn.',
    runs: 'Kjøringer',
    noRuns: 'Ingenting er kjørt ennå.',
    columns: [
      'Startet',
      'Kommando',
      'Utfall',
      'Tabeller',
      'Publisert',
      'Uendret',
      'Holdt',
      'Feilet',
    ],
    going: 'pågår',
    outcomes: { complete: 'fullført', partial: 'delvis', fail: 'feilet', abort: 'avbrutt' },
    findings: 'Funn',
    noFindings: 'Ingen funn.',
    expected: 'ventet',
    actual: 'så',
    probes: 'For overvåking',
  },
  en: {
    title: 'Operations',
    attention: 'Needs attention',
    fine: 'No table needs attention.',
    runs: 'Runs',
    noRuns: 'Nothing has been run yet.',
    columns: [
      'Started',
      'Command',
      'Outcome',
      'Tables',
      'Published',
      'Unchanged',
      'Held',
      'Failed',
    ],
    going: 'running',
    outcomes: { complete: 'complete', partial: 'partial', fail: 'failed', abort: 'aborted' },
    findings: 'Findings',
    noFindings: 'No findings.',
    expected: 'expected',
    actual: 'saw',
    probes: 'For monitoring',
  },
});

/** States in which a person may have something to do. */
export const ATTENTION = Object.freeze(['held', 'late-here', 'late-source', 'absent']);

/** How the work goes: tables that need a person, runs and findings, newest first. */
export function operationsPage(
  attention: readonly ListedTable[],
  runs: readonly PastRun[],
  findings: readonly PastFinding[],
  language: Language,
): SitePage {
  const words = WORDS[language];
  return {
    title: words.title,
    section: 'operations',
    alternate: sectionAddress('operations', language === 'no' ? 'en' : 'no'),
    main: html`<h1>${words.title}</h1>
      <h2>${words.attention}</h2>
      ${attention.length === 0 ? html`<p>${words.fine}</p>` : tableList(attention, language)}
      <h2>${words.runs}</h2>
      ${runs.length === 0 ? html`<p>${words.noRuns}</p>` : runList(runs, language)}
      <h2>${words.findings}</h2>
      ${findings.length === 0 ? html`<p>${words.noFindings}</p>` : findingList(findings, language)}
      <p>
        ${words.probes}: <a href="/healthz">/healthz</a>, <a href="/readyz">/readyz</a>,
        <a href="/metrics">/metrics</a>
      </p>`,
  };
}

function runList(runs: readonly PastRun[], language: Language): Markup {
  const words = WORDS[language];
  const outcomes: Readonly<Record<string, string>> = words.outcomes;
  const [started, command, outcome, ...counts] = words.columns;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words.runs}">
    <table class="list">
      <thead>
        <tr>
          <th scope="col">${started}</th>
          <th scope="col">${command}</th>
          <th scope="col">${outcome}</th>
          ${counts.map((title) => html`<th scope="col" class="number">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${runs.map(
          (run) =>
            html`<tr>
              <th scope="row">${momentWords(run.startedAt, language)}</th>
              <td class="code">${run.command}</td>
              <td>
                <span class="state ${run.outcome ?? 'running'}"
                  >${run.outcome === null ? words.going : (outcomes[run.outcome] ?? run.outcome)}</span
                >
              </td>
              ${[run.tables, run.published, run.unchanged, run.held, run.failed].map(
                (count) => html`<td class="number">${decimalWords(String(count), language)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function findingList(findings: readonly PastFinding[], language: Language): Markup {
  const words = WORDS[language];
  return html`<ul class="changes">
    ${findings.map(
      ({ table, code, severity, message, pointer, expected, actual, foundAt }) =>
        html`<li>
          <span class="state ${severity}">${severity}</span> <strong>${table}</strong>
          <span class="what">${message}</span>
          <span class="meta"
            >${code}${pointer === '' ? '' : ` ${pointer}`}${
              expected === null ? '' : `, ${words.expected} ${expected}`
            }${actual === null ? '' : `, ${words.actual} ${actual}`},
            ${momentWords(foundAt, language)}</span
          >
        </li>`,
    )}
  </ul>`;
}
