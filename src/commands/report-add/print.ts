import type { Choices } from '../../report/list-choices.ts';
import type { Binding } from '../../transform/claims/binding.ts';
import { bindingWords } from '../../transform/claims/binding-text.ts';
import type { Evaluation } from '../../transform/claims/evaluated-claim.ts';
import type { Reading } from '../../transform/claims/reading.ts';
import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { decimalWords, type Language } from '../../transform/decimal-words.ts';
import { tableName } from '../../transform/table.ts';
import type { Page } from '../output.ts';
import { addWords } from './words.ts';

/** What `report add` has found out. */
export interface AddFacts {
  readonly binding: Binding;
  readonly reading: Reading;
  /** What is left to choose. */
  readonly choices: readonly Choices[];
  /** As a report file has it, and as a text has it; null as long as there is no number. */
  readonly yaml: string | null;
  readonly marker: string | null;
  /** How the printed number stands against the cells; null where none was told. */
  readonly evaluation: Evaluation | null;
  /** File and claim; null if nothing was written. */
  readonly written: { readonly file: string; readonly claim: string } | null;
}

/** Values of a variable that fit on a screen. */
const LISTED = 12;

/** Prints what is left to choose, or the number with its verdict and its binding. */
export function printAdd(
  page: Page,
  facts: AddFacts,
  { language, asked }: { readonly language: Language; readonly asked: boolean },
): void {
  const words = addWords(language);
  const { binding, reading, choices, evaluation, written } = facts;
  for (const { variable, label, codes } of choices) {
    page.line(`${variable} (${label}), ${codes.length}:`);
    for (const { code, label: name } of codes.slice(0, LISTED)) {
      page.line(code === name ? `  ${code}` : `  ${code}  ${name}`);
    }
    if (codes.length === 0) page.line(words.noneFound);
    if (codes.length > LISTED) page.line(words.more(LISTED, codes.length));
    page.line();
  }
  if (reading.status === 'problem' || facts.yaml === null || facts.marker === null) {
    if (choices.length === 0 && reading.status === 'problem') page.line(reading.reason[language]);
    return;
  }
  const { value, unit, period, vintage } = reading;
  const number = decimalWords(value, language);
  page.line(words.number(tableName(binding.table), number, unit ?? '', period, vintage));
  if (evaluation !== null) {
    page.line(`${verdictWords(evaluation.verdict)[language]}: ${evaluation.reason[language]}`);
  }
  page.line();
  page.line(words.binding);
  page.line(`  ${facts.yaml}`);
  page.line(words.marker);
  page.line(`  ${facts.marker}`);
  if (asked) {
    page.line(words.again);
    page.line(`  statbank report add ${bindingWords(binding).map(shellWord).join(' ')}`);
  }
  if (written !== null) {
    page.line();
    page.line(words.written(written.file, written.claim));
  }
}

/** A word as shells take it for one. */
function shellWord(word: string): string {
  return /^[\w:=.,+/-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
