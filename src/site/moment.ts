import type { Language } from '../transform/decimal-words.ts';

const LOCALES = Object.freeze({ no: 'nb-NO', en: 'en-GB' });

/** A moment as people in Oslo say it: `25. november 2026 kl. 08:00`, `25 November 2026 at 08:00`. */
export function momentWords(instant: string | Date, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Oslo',
  }).format(new Date(instant));
}

/** The day of a moment in Oslo: `25. november 2026`, `25 November 2026`. */
export function dayWords(instant: string | Date, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    dateStyle: 'long',
    timeZone: 'Europe/Oslo',
  }).format(new Date(instant));
}
