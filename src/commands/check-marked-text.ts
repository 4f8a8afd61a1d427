import { readFile } from 'node:fs/promises';
import { StatbankError } from '../errors/statbank-error.ts';
import type { ReadDb } from '../postgres/read-db.ts';
import { bindingReader } from '../report/binding-reader.ts';
import type { Language } from '../transform/decimal-words.ts';
import type { Claim } from '../transform/claims/claim.ts';
import { evaluateClaim } from '../transform/claims/evaluate-claim.ts';
import type { Evaluation } from '../transform/claims/evaluated-claim.ts';
import { type MarkedNumber, readMarkers } from '../transform/claims/markers.ts';

/** A marked number of a text, held against the figures of today. */
export interface CheckedNumber {
  readonly line: number;
  readonly column: number;
  readonly asPrinted: string;
  readonly evaluation: Evaluation;
}

/**
 * Reads the markers of a text.
 *
 * @throws SB_CONFIG_REPORT if it cannot be read, or with line and column of every marker that is wrong
 */
export async function loadMarkedText(
  file: string,
  language: Language,
): Promise<readonly MarkedNumber[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new StatbankError(
      'SB_CONFIG_REPORT',
      `The text ${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { context: { file }, cause },
    );
  });
  const { numbers, problems } = readMarkers(text, language);
  if (problems.length === 0) return numbers;
  throw new StatbankError(
    'SB_CONFIG_REPORT',
    problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
    { context: { file, problems } },
  );
}

/** Evaluates marked numbers; nothing is kept of them. */
export async function checkMarkedNumbers(
  db: ReadDb,
  numbers: readonly MarkedNumber[],
): Promise<readonly CheckedNumber[]> {
  const reader = bindingReader(db);
  const checked: CheckedNumber[] = [];
  for (const number of numbers) {
    const { line, column, printed } = number;
    const evidence = {
      name: 'value',
      label: null,
      printed: printed.value,
      published: null,
      asOf: null,
      current: await reader.read(number.binding),
      proxies: [],
    };
    const evaluation = evaluateClaim(claimOf(number), [evidence], () => null);
    checked.push({ line, column, asPrinted: printed.asPrinted, evaluation });
  }
  return checked;
}

/** What a marker says, as a claim that says nothing else. */
function claimOf({ line, column, printed, test, binding }: MarkedNumber): Claim {
  const unknown = { no: 'ikke oppgitt', en: 'not stated' };
  const place = `${line}:${column}`;
  return {
    id: place,
    section: 'text',
    position: 1,
    text: { no: printed.asPrinted, en: printed.asPrinted },
    test,
    printed,
    unit: null,
    observationUnit: { report: unknown, source: unknown },
    population: null,
    base: 'not stated',
    reference: { period: 'newest', asPrinted: null },
    edition: null,
    source: { publisher: binding.table.provider, document: binding.table.table },
    operands: [],
    rivals: [],
    statements: [],
    superseded: null,
    ended: null,
    holder: null,
    flaws: [],
  };
}
