import { decimalWords, differenceWords } from '../../decimal-words.ts';
import type { Words } from '../words.ts';

/** A sentence in both languages, its numbers written as each language does. */
export function say(
  no: (number: (text: string) => string, difference: (text: string) => string) => string,
  en: (number: (text: string) => string, difference: (text: string) => string) => string,
): Words {
  return Object.freeze({
    no: no(
      (text) => decimalWords(text, 'no'),
      (text) => differenceWords(text, 'no'),
    ),
    en: en(
      (text) => decimalWords(text, 'en'),
      (text) => differenceWords(text, 'en'),
    ),
  });
}
