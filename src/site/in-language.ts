import type { Language } from '../transform/decimal-words.ts';

/** A text of a source in the language of a page: in Norwegian where the source has no English one. */
export function inLanguage(no: string, en: string | null, language: Language): string {
  return (language === 'en' ? en : null) ?? no;
}
