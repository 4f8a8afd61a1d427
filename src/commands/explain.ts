import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { CellCodes, CellEvidence } from '../lineage/evidence/cell-evidence.ts';
import type { Language } from '../transform/decimal-words.ts';
import { evidenceReader } from '../pipeline/evidence/evidence-reader.ts';
import { evidenceWords } from '../lineage/evidence/evidence-words.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import type { Page } from './output.ts';
import { knownProviders } from './table-argument.ts';
import { vintageChoice, type VintageOptions } from './vintage-choice.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ExplainOptions extends VintageOptions {
  readonly table: string;
  /** `Region=0301` and so on. */
  readonly codes: readonly string[];
  readonly language: Language;
}

/**
 * Shows everything behind one number, from the cell to its place in the archived bytes, which are
 * read again and compared. Ends with 9 where they say something else.
 */
export const explain: Command<ExplainOptions> = async (context, options) => {
  const catalogue = await context.catalogue();
  const ref = parseTableName(options.table, knownProviders(catalogue));
  const codes = readCodes(options.codes);
  const choice = vintageChoice(options);
  return withWorkshop(context, async (workshop) => {
    const reader = evidenceReader(workshop, providerOf(catalogue, context.environment));
    const evidence = await reader.explain(ref, codes, choice);
    context.output.facts(evidence, (facts, page) => printEvidence(page, facts, options.language));
    return evidence.proven ? EXIT.ok : EXIT.difference;
  });
};

/**
 * Reads `VARIABLE=CODE` pairs. A code may itself hold an equals sign.
 *
 * @throws StatbankError SB_USAGE for anything else, or a variable given twice
 */
function readCodes(pairs: readonly string[]): CellCodes {
  const codes = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const variable = pair.slice(0, at);
    if (at < 1 || codes.has(variable)) {
      throw new StatbankError(
        'SB_USAGE',
        `A cell is named by VARIABLE=CODE pairs, each variable once, such as Region=0301 Tid=2024; ${JSON.stringify(pair)} is none of that.`,
      );
    }
    codes.set(variable, pair.slice(at + 1));
  }
  return codes;
}

/** One numbered step after the other, and whether the chain holds. */
function printEvidence(page: Page, evidence: CellEvidence, language: Language): void {
  const { headline, subject, steps, verdict } = evidenceWords(evidence, language);
  page.line(headline);
  page.line(subject);
  page.line();
  page.table(
    STEP_COLUMNS,
    steps.flatMap(({ title, lines }, index) =>
      lines.map((line, nth) => (nth === 0 ? [`${index + 1}`, title, line] : ['', '', line])),
    ),
  );
  page.line();
  page.line(verdict);
}

const STEP_COLUMNS = [0, 1, 2].map((index) => ({
  title: '',
  value: (row: readonly string[]) => row[index],
}));
