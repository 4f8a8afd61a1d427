import { html } from 'hono/html';
import type { Language } from '../../transform/decimal-words.ts';
import { sectionAddress } from '../addresses.ts';
import type { SitePage } from '../layout.ts';
import type { TableChange } from '../queries/changes.ts';
import { changeList } from './change-list.ts';

const WORDS = Object.freeze({
  no: {
    title: 'Endringer',
    lead: 'Hva hver publisering endret, den nyeste først.',
    none: 'Ingenting er publisert ennå.',
  },
  en: {
    title: 'Changes',
    lead: 'What each publication changed, newest first.',
    none: 'Nothing has been published yet.',
  },
});

/** What the latest publications changed, in words. */
export function changesPage(changes: readonly TableChange[], language: Language): SitePage {
  const words = WORDS[language];
  return {
    title: words.title,
    section: 'changes',
    alternate: sectionAddress('changes', language === 'no' ? 'en' : 'no'),
    main: html`<h1>${words.title}</h1>
      <p class="lead">${words.lead}</p>
      ${changes.length === 0 ? html`<p>${words.none}</p>` : changeList(changes, 'h2', language)}`,
  };
}
