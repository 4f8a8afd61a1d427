/** Languages that people are told things in. */
export type Language = 'no' | 'en';

const MARKS = Object.freeze({
  no: { group: ' ', point: ',' },
  en: { group: ',', point: '.' },
});

/**
 * A decimal number as it is written in a language: `5 594 340` and `12,5` in Norwegian,
 * `5,594,340` and `12.5` in English. From its text, so that no digit is rounded; with plain
 * spaces, and a minus sign that is as wide as the plus.
 *
 * @param text a number as Postgres prints a numeric
 */
export function decimalWords(text: string, language: Language): string {
  const { group, point } = MARKS[language];
  const negative = text.startsWith('-');
  const [whole = '', fraction] = text.replace(/^-/, '').split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group);
  return `${negative ? '−' : ''}${grouped}${fraction === undefined ? '' : point + fraction}`;
}

/** The same for a difference: with its sign in any case. */
export function differenceWords(text: string, language: Language): string {
  const words = decimalWords(text, language);
  return text.startsWith('-') ? words : `+${words}`;
}
