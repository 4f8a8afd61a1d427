import { html } from 'hono/html';
import {
  type EvaluatedClaim,
  type Verdict,
  VERDICTS,
} from '../../transform/claims/evaluated-claim.ts';
import { mostTelling } from '../../transform/claims/telling.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { Html } from './html.ts';
import { claimNumberWords, dayWords, driftWords } from './number-words.ts';
import type { ClaimPage, ReportPage } from './page-model.ts';
import type { PageWords } from './page-words.ts';
import { verdictBadge } from './verdict-badge.ts';
import { VERDICT_GROUPS, type VerdictGroup, verdictLook } from './verdict-look.ts';

/** How many changes are told at the top. */
const TELLING = 3;

/** The head of the page: what it is, how many claims stand, and the most telling changes. */
export function pageHead(page: ReportPage, words: PageWords, language: Language): Html {
  const { report, claims, evaluatedAt } = page;
  const lead = words.lead(claims.length, report.publisher, dayWords(report.asOf, language));
  return html`<header id="top">
    <p class="kicker">${words.kicker} · ${report.publisher}</p>
    <h1>${report.title[language]}</h1>
    <p class="lead">${lead}</p>
    <p class="dateline">
      ${words.evaluated(dayWords(evaluatedAt, language))} ·
      <a href="${report.address}">${words.original}</a>
    </p>
  </header>`;
}

/** The counts by verdict, as a bar and as a list in words. */
export function countSection(
  { counts, claims }: ReportPage,
  words: PageWords,
  language: Language,
): Html {
  const groups = VERDICT_GROUPS.map((group) => ({
    group,
    count: countOf(claims, group),
    verdicts: VERDICTS.filter(
      (verdict) => verdictLook(verdict).group === group && counts[verdict] > 0,
    ),
  })).filter(({ count }) => count > 0);
  return html`<section class="summary" aria-labelledby="summary-t">
    <h2 id="summary-t">${words.summary}</h2>
    ${groupBar(groups, claims.length)}
    <div class="groups">
      ${groups.map(
        ({ group, count, verdicts }) =>
          html`<div class="group ${group}">
            <p class="group-name">
              <span class="group-count">${count}</span> ${words.groups[group]}
            </p>
            <ul>
              ${verdicts.map((verdict) => verdictCount(verdict, counts[verdict], language))}
            </ul>
          </div>`,
      )}
    </div>
  </section>`;
}

function countOf(claims: readonly ClaimPage[], group: VerdictGroup): number {
  return claims.filter(({ evaluation }) => verdictLook(evaluation.verdict).group === group).length;
}

/** Decoration beside the counts in words. */
function groupBar(
  groups: readonly { readonly group: VerdictGroup; readonly count: number }[],
  all: number,
): Html {
  return html`<div class="bar" aria-hidden="true">
    ${groups.map(
      ({ group, count }) =>
        html`<span class="${group}" style="flex-grow:${((count / all) * 100).toFixed(2)}"></span>`,
    )}
  </div>`;
}

function verdictCount(verdict: Verdict, count: number, language: Language): Html {
  return html`<li>${verdictBadge(verdict, language)} <span class="count">${count}</span></li>`;
}

/** The most telling changes as then and now. */
export function tellingSection({ claims }: ReportPage, words: PageWords, language: Language): Html {
  const changes = mostTelling(claims, TELLING);
  return html`<section class="telling" aria-labelledby="telling-t">
    <h2 id="telling-t">${words.telling}</h2>
    ${
      changes.length === 0
        ? html`<p>${words.nothingTelling}</p>`
        : html`<ol>
            ${changes.map((change) => tellingCard(change, words, language))}
          </ol>`
    }
  </section>`;
}

function tellingCard(
  { claim, evaluation }: EvaluatedClaim,
  words: PageWords,
  language: Language,
): Html {
  const { published, current, drift, verdict, basis } = evaluation;
  const now = basis === 'proxy' ? words.nearby : words.now;
  const number = (name: string, of: typeof published, kind: string): Html | null =>
    of === null
      ? null
      : html`<div class="${kind}">
          <dt>${name}</dt>
          <dd>
            ${claimNumberWords(of, claim.unit, language)}${
              of.period === null ? null : html` <span class="period">${of.period}</span>`
            }
          </dd>
        </div>`;
  return html`<li>
    <a href="#${claim.id}"><span class="card-text">${claim.text[language]}</span></a>
    <p class="verdict">
      ${verdictBadge(verdict, language)}${drift === null ? null : html` <strong class="drift">${driftWords(drift, language)}</strong>`}
    </p>
    ${published === null && current === null ? null : html`<dl>${number(words.published, published, 'then')}${number(now, current, 'now')}</dl>`}
    <p class="reason">${evaluation.reason[language]}</p>
  </li>`;
}

/** The sections with how many of their claims have changed. */
export function contentsList(
  { report, claims, rules }: ReportPage,
  words: PageWords,
  language: Language,
): Html {
  const entries = report.sections.flatMap(({ id, title }) => {
    const own = claims.filter(({ claim }) => claim.section === id);
    if (own.length === 0) return [];
    const changed = countOf(own, 'changed');
    const groups = VERDICT_GROUPS.map((group) => ({ group, count: countOf(own, group) })).filter(
      ({ count }) => count > 0,
    );
    return [
      html`<li>
        <a href="#${sectionAnchor(id)}">${title[language]}</a>
        <span class="of">${words.claims(own.length)}, ${words.changedOf(changed)}</span
        >${groupBar(groups, own.length)}
      </li>`,
    ];
  });
  const last = rules.length === 0 ? null : html`<li><a href="#rules">${words.rules}</a></li>`;
  return html`<nav class="contents" aria-labelledby="contents-t">
    <h2 id="contents-t">${words.contents}</h2>
    <ol>
      ${entries}${last}
    </ol>
  </nav>`;
}

/** Anchor of a section, apart from those of claims. */
export function sectionAnchor(id: string): string {
  return `s-${id}`;
}
