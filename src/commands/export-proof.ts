import { EXIT } from '../errors/codes.ts';
import { proofArchive } from '../report/proof/proof-files.ts';
import type { Language } from '../transform/decimal-words.ts';
import { collectProof } from './claim-proof.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { reportMeant } from './report-page.ts';
import { counted } from './text-table.ts';
import { withWorkshop } from './with-workshop.ts';
import { writeOutput } from './write-output.ts';

export interface ExportProofOptions {
  readonly claim: string;
  readonly report?: string;
  readonly output?: string;
  readonly language: Language;
}

/** Writes a zip with all that proves a claim's numbers without this program or its database. */
export const exportProof: Command<ExportProofOptions> = async (context, options) =>
  withWorkshop(context, async (workshop) => {
    const { claim, language } = options;
    const providers = providerOf(await context.catalogue(), context.environment);
    const report = await reportMeant(workshop, options.report ?? null);
    const proof = await collectProof(workshop, providers, report, claim, language);
    const file = options.output ?? `${claim}.zip`;
    const archive = proofArchive(proof, language);
    await writeOutput(file, archive);
    const facts = {
      claim,
      file,
      bytes: archive.length,
      numbers: proof.numbers.length,
      responses: proof.responses.length,
    };
    context.output.facts(facts, ({ numbers, responses }, page) => {
      page.line(
        `${claim}: ${counted(numbers, 'number')} and ${counted(responses, 'response')} written to ${file}. Unpack it and open index.html.`,
      );
    });
    return EXIT.ok;
  });
