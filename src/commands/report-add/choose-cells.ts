import { parseTableName } from '../../config/table-name.ts';
import { type Choices, listChoices, searchTables } from '../../report/list-choices.ts';
import type { ReadDb } from '../../postgres/read-db.ts';
import type { Binding } from '../../transform/claims/binding.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { CommandContext } from '../context.ts';
import { knownProviders } from '../table-argument.ts';
import { askCodes, askTable } from './ask.ts';
import type { Questions } from './questions.ts';
import { knownCodes, openChoices, wantedCells } from './wanted-cells.ts';
import { addWords } from './words.ts';

/** The cells that are meant, as far as they are known. */
export interface ChosenCells {
  readonly table: Binding['table'];
  readonly codes: Binding['codes'];
  /** What is left to choose. */
  readonly open: readonly Choices[];
}

/**
 * Finds the table and the cells that words mean, and asks for what is left open. Null if the
 * words mean several tables or none, which is told.
 *
 * @throws SB_USAGE for words that cannot be read, SB_CONFIG_UNKNOWN_PROVIDER
 */
export async function chooseCells(
  context: CommandContext,
  db: ReadDb,
  questions: Questions,
  words: readonly string[],
  language: Language,
): Promise<ChosenCells | null> {
  const wanted = wantedCells(words);
  const name = wanted.table ?? (await findTable(context, db, questions, wanted.words, language));
  if (name === null) return null;
  const table = parseTableName(name, knownProviders(await context.catalogue()));
  const choices = await listChoices(db, table, language);
  const known = knownCodes(choices, wanted.codes);
  const open = openChoices(choices, known, wanted.searched);
  const prompter = open.some(({ codes }) => codes.length > 0) ? await questions.ask() : null;
  if (prompter === null) return { table, codes: known, open };
  const answers = await askCodes(prompter, open, addWords(language));
  return { table, codes: knownCodes(choices, { ...known, ...answers }), open: [] };
}

async function findTable(
  { output }: CommandContext,
  db: ReadDb,
  questions: Questions,
  words: readonly string[],
  language: Language,
): Promise<string | null> {
  const says = addWords(language);
  const tables = await searchTables(db, words, language);
  const prompter = tables.length === 0 ? null : await questions.ask();
  if (prompter !== null) return askTable(prompter, tables, says);
  output.facts({ tables }, (_, page) => {
    if (tables.length === 0) {
      page.line(says.noTable);
      return;
    }
    page.table(
      [
        { title: says.table, value: ({ table }) => table },
        { title: says.title, value: ({ title }) => title },
      ],
      tables,
    );
  });
  return null;
}
