import { html, raw } from 'hono/html';
import type { Verdict } from '../../transform/claims/evaluated-claim.ts';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { Html } from './html.ts';
import { ICONS, type IconName, verdictLook } from './verdict-look.ts';

/** A verdict as icon and words; colour only repeats what they say. */
export function verdictBadge(verdict: Verdict, language: Language): Html {
  const { group, icon } = verdictLook(verdict);
  return html`<span class="badge ${group}"
    >${iconUse(icon)}${capitalised(verdictWords(verdict)[language])}</span
  >`;
}

/** An icon from the page's own set; decoration beside words. */
export function iconUse(name: IconName): Html {
  return html`<svg class="icon" aria-hidden="true" focusable="false">
    <use href="#i-${name}" />
  </svg>`;
}

/** The set itself, once a page. */
export function iconSet(): Html {
  const symbols = Object.entries(ICONS).map(
    ([name, path]) =>
      html`<symbol id="i-${name}" viewBox="0 0 16 16"><path d="${path}" /></symbol>`,
  );
  return html`${raw('<svg class="icons" aria-hidden="true" width="0" height="0">')}${symbols}${raw('</svg>')}`;
}

/** A sentence begins with a capital letter. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('nb') + text.slice(1);
}
