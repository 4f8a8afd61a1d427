import { StatbankError } from '../../errors/statbank-error.ts';
import type { Choices } from '../../report/list-choices.ts';
import type { CodeChoice } from '../../transform/claims/binding.ts';
import { choiceOf } from '../../transform/claims/markers.ts';
import { hasWords } from '../../transform/has-words.ts';

/** What a command line says of a binding. */
export interface WantedCells {
  /** As written; null if only words were given. */
  readonly table: string | null;
  readonly words: readonly string[];
  readonly codes: Readonly<Record<string, CodeChoice>>;
  /** Words that values of a variable are looked for by: `Region=?oslo`. */
  readonly searched: ReadonlyMap<string, string>;
}

/**
 * Reads words of a title; or a table, and its cells as VARIABLE=CODE.
 *
 * @throws SB_USAGE for anything else behind a table
 */
export function wantedCells([first = '', ...cells]: readonly string[]): WantedCells {
  if (!first.includes(':') && !/^\d{5}$/.test(first)) {
    const words = [first, ...cells].filter((word) => word !== '');
    return { table: null, words, codes: {}, searched: new Map() };
  }
  const codes: Record<string, CodeChoice> = {};
  const searched = new Map<string, string>();
  for (const cell of cells) {
    const at = cell.indexOf('=');
    if (at < 1 || at === cell.length - 1) {
      throw new StatbankError(
        'SB_USAGE',
        `Cells are chosen as VARIABLE=CODE, and looked for as VARIABLE=?WORD, not ${cell}.`,
      );
    }
    const [variable, written] = [cell.slice(0, at), cell.slice(at + 1)];
    if (written.startsWith('?')) searched.set(variable, written.slice(1));
    else codes[variable] = choiceOf(written);
  }
  return { table: first, words: [], codes, searched };
}

/**
 * The codes of a binding in the table's order: those that were chosen, and of a variable with a
 * single value that one. A single period may be followed by others: it has to be chosen.
 */
export function knownCodes(
  choices: readonly Choices[],
  chosen: WantedCells['codes'],
): WantedCells['codes'] {
  const known = choices.flatMap(({ variable, role, codes }): [string, CodeChoice][] => {
    const [only] = codes;
    const choice =
      chosen[variable] ??
      (only !== undefined && codes.length === 1 && role !== 'time'
        ? ({ pick: 'code', code: only.code } as const)
        : undefined);
    return choice === undefined ? [] : [[variable, choice]];
  });
  return { ...Object.fromEntries(known), ...chosen };
}

/** The variables that are not chosen yet, with the values that were looked for. */
export function openChoices(
  choices: readonly Choices[],
  codes: WantedCells['codes'],
  searched: WantedCells['searched'],
): readonly Choices[] {
  return choices
    .filter(({ variable }) => !(variable in codes))
    .map((choice) => {
      const words = searched.get(choice.variable) ?? '';
      const found = choice.codes.filter(({ code, label }) => hasWords(`${code} ${label}`, words));
      return { ...choice, codes: found };
    });
}
