import { parseTableName } from '../config/table-name.ts';
import { EXIT } from '../errors/codes.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { CellCodes } from '../lineage/evidence/cell-evidence.ts';
import type { Language } from '../transform/decimal-words.ts';
import { evidenceReader } from '../pipeline/evidence/evidence-reader.ts';
import type { Command } from './context.ts';
import { explainClaim } from './explain-claim.ts';
import { providerOf } from './open-source.ts';
import { printEvidence } from './print-evidence.ts';
import { knownProviders } from './table-argument.ts';
import { vintageChoice, type VintageOptions } from './vintage-choice.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ExplainOptions extends VintageOptions {
  /** A table's name, or a claim's id. */
  readonly table: string;
  /** `Region=0301` and so on. */
  readonly codes: readonly string[];
  readonly language: Language;
}

/** A claim's id; a table's name has a colon, or is five digits. */
const CLAIM = /^[A-Z][A-Za-z0-9-]*$/;

/**
 * Shows everything behind one number, from the cell to its place in the archived bytes, which are
 * read again and compared. Ends with 9 where they say something else.
 */
export const explain: Command<ExplainOptions> = async (context, options) => {
  if (options.codes.length === 0 && CLAIM.test(options.table)) {
    return explainClaim(context, { claim: options.table, language: options.language });
  }
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
