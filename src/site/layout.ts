import { html } from 'hono/html';
import type { Language } from '../transform/decimal-words.ts';
import { type Section, sectionAddress } from './addresses.ts';
import type { Markup } from './html.ts';

/** A page before it gets its frame. */
export interface SitePage {
  readonly title: string;
  /** The section that is marked in the navigation. */
  readonly section: Section | null;
  /** Address of the same page in the other language. */
  readonly alternate: string;
  readonly main: Markup;
}

const WORDS = Object.freeze({
  no: {
    skip: 'Hopp til innholdet',
    navigation: 'Hovedmeny',
    sections: {
      front: 'Forside',
      tables: 'Tabeller',
      changes: 'Endringer',
      report: 'Rapport',
      operations: 'Drift',
    },
    other: 'English',
    otherCode: 'en',
    lang: 'nb',
    footer: 'Tallene kommer fra kildene som står ved hver tabell. statbank er ikke laget av dem.',
  },
  en: {
    skip: 'Skip to content',
    navigation: 'Main menu',
    sections: {
      front: 'Home',
      tables: 'Tables',
      changes: 'Changes',
      report: 'Report',
      operations: 'Operations',
    },
    other: 'Norsk',
    otherCode: 'nb',
    lang: 'en',
    footer:
      'The figures come from the sources named beside each table, which did not make statbank.',
  },
});

/** Frames a page: a whole document that needs no script and asks no other host for anything. */
export function layout(page: SitePage, language: Language): Markup {
  const words = WORDS[language];
  return html`<!doctype html>
    <html lang="${words.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} – statbank</title>
        <link rel="stylesheet" href="/statbank.css" />
        <link rel="alternate" hreflang="${words.otherCode}" href="${page.alternate}" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#innhold">${words.skip}</a>
        <header class="site-header">
          <a class="brand" href="${sectionAddress('front', language)}">statbank</a>
          <nav aria-label="${words.navigation}">
            <ul>
              ${NAVIGATION.map(
                (section) =>
                  html`<li>
                    <a
                      href="${sectionAddress(section, language)}"
                      ${section === page.section ? html`aria-current="page"` : ''}
                      >${words.sections[section]}</a
                    >
                  </li>`,
              )}
            </ul>
          </nav>
          <a
            class="language"
            href="${page.alternate}"
            lang="${words.otherCode}"
            hreflang="${words.otherCode}"
            >${words.other}</a
          >
        </header>
        <main id="innhold" tabindex="-1">${page.main}</main>
        <footer class="site-footer"><p>${words.footer}</p></footer>
      </body>
    </html>`;
}

const NAVIGATION: readonly Section[] = ['tables', 'changes', 'report', 'operations'];
