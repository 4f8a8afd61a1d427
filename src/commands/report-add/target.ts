import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type BindingPlace, insertBinding } from '../../config/insert-binding.ts';
import { insertClaim, type NewClaim, sourceName } from '../../config/insert-claim.ts';
import { newReport, type NewReport } from '../../config/new-report.ts';
import { parseReport } from '../../config/report-file.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import type { PrintedNumber, Report } from '../../transform/claims/claim.ts';
import type { TableRef } from '../../transform/table.ts';

/** What a claim that is not in the file yet says, as far as that was told. */
export interface ClaimDraft {
  readonly printed: PrintedNumber | null;
  readonly step: string | null;
  readonly text: string | null;
  /** Period of the number that was read. */
  readonly year: string;
  /** Name of a source in the file; null for the one that is meant by the table. */
  readonly source: string | null;
  readonly table: TableRef;
}

/** Where a binding goes. */
export interface Target {
  readonly file: string;
  readonly claim: string;
  readonly place: BindingPlace;
  readonly draft: ClaimDraft;
  /** What a file that is not there begins with; null: it has to be there. */
  readonly begin: Omit<NewReport, 'id'> | null;
}

/** The text of a report file; null if there is no file. */
export async function readReportText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new StatbankError(
      'SB_CONFIG_REPORT',
      `The report ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { context: { file }, cause },
    );
  }
}

/**
 * Puts a binding into the text of a report file, with its claim and the file itself if need be.
 * Whatever stood there stays as it is. Nothing is written.
 *
 * @param yaml the binding as a flow mapping on one line
 * @throws SB_USAGE if file or claim are not there and too little was told to begin them, SB_CONFIG_REPORT
 *   for a text that is no report
 */
export async function withBinding(
  target: Target,
  yaml: string,
): Promise<{ readonly text: string; readonly report: Report }> {
  const { file, claim, place } = target;
  const known = await readReportText(file);
  const text =
    known === null
      ? begun(target, yaml)
      : parseReport(known, file).claims.some(({ id }) => id === claim)
        ? insertBinding(known, claim, place, yaml)
        : withClaim(known, target, yaml);
  return { text, report: parseReport(text, file) };
}

function withClaim(text: string, target: Target, yaml: string): string {
  const { claim, draft } = target;
  const source = sourceName(text, draft.source, draft.table.provider);
  return insertClaim(text, newClaim(target, source, yaml, `The report has no claim ${claim}.`));
}

function begun(target: Target, yaml: string): string {
  const { file, begin } = target;
  if (begin === null) {
    throw new StatbankError(
      'SB_USAGE',
      `There is no report file ${file}. Run the command on a terminal, and it helps to begin one.`,
      { context: { file } },
    );
  }
  const id = path
    .basename(file)
    .replace(/\.ya?ml$/i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-$/g, '');
  return newReport(
    { id: id === '' ? 'report' : id, ...begin },
    newClaim(target, begin.source.name, yaml, `There is no report file ${file}.`),
  );
}

/** @throws SB_USAGE if too little was told */
function newClaim(
  { claim: id, place, draft }: Target,
  source: string,
  binding: string,
  reason: string,
): NewClaim {
  const { printed, step, text, year } = draft;
  if (printed !== null && text !== null) {
    return { id, text, printed, step, year, source, place, binding };
  }
  throw new StatbankError(
    'SB_USAGE',
    `${reason} To add the claim as well, tell what is printed and what the text says with --printed and --text.`,
    { context: { claim: id } },
  );
}
