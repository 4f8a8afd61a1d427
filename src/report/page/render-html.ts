import { html, raw } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import { claimArticle, type PlacesAround } from './claim-article.ts';
import type { Html } from './html.ts';
import { dayWords } from './number-words.ts';
import type { ReportPage } from './page-model.ts';
import { type PageWords, pageWords } from './page-words.ts';
import { rulesSection } from './rules-section.ts';
import { PAGE_STYLE } from './style.ts';
import {
  contentsList,
  countSection,
  pageHead,
  sectionAnchor,
  tellingSection,
} from './summary-section.ts';
import { iconSet } from './verdict-badge.ts';

/** The page lets itself do nothing but show: no script, no request to anywhere. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Addresses of what lies around the page where a site serves it. */
export interface Surroundings extends PlacesAround {
  /** The front page of the site. */
  readonly home: string;
  /** The same report in the other language. */
  readonly otherLanguage: string;
}

/** The whole page as one HTML document that needs nothing else. */
export function renderHtml(
  page: ReportPage,
  language: Language,
  around: Surroundings | null = null,
): string {
  const words = pageWords(language);
  const { report, rules } = page;
  const document = html`<!doctype html>
    <html lang="${language === 'no' ? 'nb' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="statbank ${page.programVersion}" />
        <title>${report.title[language]}</title>
        <style>
          ${raw(PAGE_STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#claims">${words.skip}</a>
        ${iconSet()}
        <div class="page">
          ${around === null ? null : linksAround(around, language)}
          ${pageHead(page, words, language)}
          <main>
            ${countSection(page, words, language)} ${tellingSection(page, words, language)}
            ${contentsList(page, words, language)}
            <div id="claims">${sections(page, words, language, around)}</div>
            ${rulesSection(rules, words, language)}
          </main>
          ${foot(page, words, language)}
        </div>
      </body>
    </html> `;
  // Nothing in it has to be waited for: without a promise inside it is a text.
  return `${document as string}\n`;
}

function sections(
  { report, claims }: ReportPage,
  words: PageWords,
  language: Language,
  around: Surroundings | null,
): readonly Html[] {
  return report.sections.flatMap(({ id, title }) => {
    const own = claims.filter(({ claim }) => claim.section === id);
    if (own.length === 0) return [];
    return [
      html`<section class="part" id="${sectionAnchor(id)}" aria-labelledby="${sectionAnchor(id)}-t">
        <h2 id="${sectionAnchor(id)}-t">${title[language]}</h2>
        ${own.map((claim) => claimArticle(claim, words, language, around))}
      </section>`,
    ];
  });
}

function linksAround({ home, otherLanguage }: Surroundings, language: Language): Html {
  const [lang, name] = language === 'no' ? ['en', 'In English'] : ['nb', 'På norsk'];
  return html`<p class="around">
    <a href="${home}">statbank</a> ·
    <a href="${otherLanguage}" hreflang="${lang}" lang="${lang}">${name}</a>
  </p>`;
}

function foot(page: ReportPage, words: PageWords, language: Language): Html {
  return html`<footer>
    <h2>${words.about}</h2>
    ${words.aboutLines.map((line) => html`<p>${line}</p>`)}
    <p>
      ${words.made(page.programVersion, dayWords(page.renderedAt, language))}
      <a href="#top">${words.top}</a>
    </p>
  </footer>`;
}
