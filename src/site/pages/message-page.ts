import { html } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { SitePage } from '../layout.ts';

/**
 * A page that only says something: that there is no such page, or that something failed.
 *
 * @param reason what the program says of it, which is in English
 */
export function messagePage(
  [title, text]: readonly [title: string, text: string],
  language: Language,
  reason: string | null = null,
): SitePage {
  return {
    title,
    section: null,
    alternate: sectionAddress('front', language === 'no' ? 'en' : 'no'),
    main: html`<h1>${title}</h1>
      <p>${text}</p>
      ${reason === null ? '' : html`<p class="note" lang="en">${reason}</p>`}`,
  };
}
