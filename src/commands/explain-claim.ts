import { EXIT } from '../errors/codes.ts';
import { verdictWords } from '../transform/claims/verdict-words.ts';
import type { Language } from '../transform/decimal-words.ts';
import { pageWords } from '../report/page/page-words.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { printEvidence } from './print-evidence.ts';
import { collectClaim, reportMeant } from './report-page.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ExplainClaimOptions {
  readonly claim: string;
  readonly language: Language;
}

/**
 * Shows a claim with its verdict, and the chain behind each of its numbers. Ends with 9 where one
 * does not hold.
 */
export const explainClaim: Command<ExplainClaimOptions> = async (context, { claim, language }) =>
  withWorkshop(context, async (workshop) => {
    const providers = providerOf(await context.catalogue(), context.environment);
    const report = await reportMeant(workshop, null);
    const found = await collectClaim(workshop, providers, report, claim);
    context.output.facts(found, ({ claim: { id, text }, evaluation, evidence }, page) => {
      const words = pageWords(language);
      page.line(`${id} ${text[language]}`);
      page.line(`${verdictWords(evaluation.verdict)[language]}: ${evaluation.reason[language]}`);
      for (const { role, operand, evidence: chain, problem } of evidence) {
        page.line();
        page.line(`${words.roles[role]}${operand === null ? '' : ` (${operand[language]})`}:`);
        if (chain !== null) printEvidence(page, chain, language);
        if (problem !== null) page.line(`${words.noEvidence}: ${problem.code}: ${problem.message}`);
      }
    });
    const proven = found.evidence.every(({ evidence }) => evidence?.proven === true);
    return proven ? EXIT.ok : EXIT.difference;
  });
