import { StatbankError } from '../../errors/statbank-error.ts';
import type { PrintedNumber } from '../../transform/claims/claim.ts';
import { readPrinted } from '../../transform/claims/markers.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { Prompter } from '../prompter.ts';
import { addWords } from './words.ts';

/** A number as a text prints it; with a step it is printed as "about". */
export interface Printed {
  readonly number: PrintedNumber;
  readonly step: string | undefined;
}

/** Words before a number that is not exact. */
const ABOUT = /\b(?:om lag|omtrent|omkring|rundt|cirka|ca|nesten|about|around|roughly|nearly)\b/i;

/**
 * What the text prints: as told, or as answered; null if that is neither.
 *
 * @param prompter null where nobody is to be asked
 * @throws SB_USAGE for a text without a number
 */
export async function printedNumber(
  told: { readonly printed?: string; readonly about?: string },
  prompter: Prompter | null,
  language: Language,
): Promise<Printed | null> {
  const words = addWords(language);
  const wrong = (answer: string): string | null =>
    answer === '' || readPrinted(answer, language) !== null ? null : words.noNumber;
  const text = told.printed ?? (await prompter?.ask(words.whatPrinted, wrong)) ?? '';
  if (text === '') return null;
  const number = readPrinted(text, language);
  if (number === null) {
    throw new StatbankError('SB_USAGE', `There is no number in "${text}": write it with digits.`);
  }
  if (told.about !== undefined || prompter === null || !ABOUT.test(text)) {
    return { number, step: told.about };
  }
  const step = await prompter.ask(words.whatStep, (answer) =>
    /^(?:\d+(?:[.,]\d+)?)?$/.test(answer) ? null : words.noNumber,
  );
  return { number, step: step === '' ? undefined : step.replace(',', '.') };
}
