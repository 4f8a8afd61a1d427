import type { BindingPlace } from '../../config/insert-binding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { ReadDb } from '../../postgres/read-db.ts';
import { readTableFacts } from '../../report/read-table-facts.ts';
import type { Language } from '../../transform/decimal-words.ts';
import type { TableRef } from '../../transform/table.ts';
import { askTarget } from './ask.ts';
import type { Questions } from './questions.ts';
import { type ClaimDraft, readReportText, type Target } from './target.ts';
import { addWords } from './words.ts';

/** What the command line says of where to write. */
export interface TargetOptions {
  readonly write?: string;
  readonly claim?: string;
  readonly as: BindingPlace;
  readonly text?: string;
  readonly source?: string;
  readonly language: Language;
}

/**
 * Where a binding is to be written: as told, as answered, or nowhere (null). Somebody who gave
 * everything is not asked.
 *
 * @param today ISO date, for a file that is begun
 * @throws SB_USAGE if only half of it was told and nobody can be asked, SB_CONFIG_REPORT for a
 *   file that is no report
 */
export async function wantedTarget(
  { write: file, claim, as: place, text, source, language }: TargetOptions,
  number: Pick<ClaimDraft, 'printed' | 'step' | 'year' | 'table'>,
  questions: Questions,
  db: ReadDb,
  today: string,
): Promise<Target | null> {
  const draft = { ...number, text: text ?? null, source: source ?? null };
  const isMissing =
    (file === undefined) !== (claim === undefined) ||
    (file !== undefined && (await readReportText(file)) === null);
  const prompter = isMissing ? await questions.ask() : questions.opened();
  if (prompter !== null) {
    const asked = await askTarget(prompter, addWords(language), {
      file,
      claim,
      text,
      place,
      today,
    });
    if (asked === null) return null;
    const begin =
      asked.begin === null ? null : { ...asked.begin, source: await sourceOf(db, draft.table) };
    return { ...asked, begin, place, draft: { ...draft, text: asked.text } };
  }
  if (file !== undefined && claim !== undefined) return { file, claim, place, begin: null, draft };
  if (file === undefined && claim === undefined) return null;
  throw new StatbankError('SB_USAGE', 'Give both --write FILE and --claim ID, or neither.');
}

async function sourceOf(db: ReadDb, table: TableRef) {
  const facts = await readTableFacts(db, table);
  return {
    name: table.provider,
    publisher: facts?.source ?? table.provider,
    document: `${table.table}: ${facts?.titleNo ?? ''}`,
  };
}
