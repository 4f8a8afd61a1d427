import { EXIT } from '../errors/codes.ts';
import type { ReportPage } from '../report/page/page-model.ts';
import { renderHtml } from '../report/page/render-html.ts';
import { renderMarkdown } from '../report/page/render-markdown.ts';
import type { Language } from '../transform/decimal-words.ts';
import type { Command } from './context.ts';
import { providerOf } from './open-source.ts';
import { collectReportPage, reportMeant } from './report-page.ts';
import { withWorkshop } from './with-workshop.ts';
import { writeOutput } from './write-output.ts';

export interface ReportRenderOptions {
  readonly id: string | null;
  readonly format: 'html' | 'md' | 'json';
  readonly output?: string;
  readonly language: Language;
}

const RENDERERS: Readonly<
  Record<ReportRenderOptions['format'], (page: ReportPage, language: Language) => string>
> = Object.freeze({
  html: renderHtml,
  md: renderMarkdown,
  json: (page: ReportPage) => `${JSON.stringify(page, null, 2)}\n`,
});

/**
 * Writes a report as one document: verdicts, numbers, series, and the evidence of each number,
 * proven anew. Ends with 9 if a chain does not hold; the document says which.
 */
export const reportRender: Command<ReportRenderOptions> = async (
  context,
  { id, format, output: file, language },
) => {
  const { output } = context;
  return withWorkshop(context, async (workshop) => {
    const providers = providerOf(await context.catalogue(), context.environment);
    const page = await collectReportPage(workshop, providers, await reportMeant(workshop, id));
    const text = RENDERERS[format](page, language);
    const broken = page.claims.filter(({ evidence }) =>
      evidence.some((chain) => chain.evidence?.proven !== true),
    );
    const facts = {
      report: page.report.id,
      claims: page.claims.length,
      file: file ?? null,
      broken: broken.map(({ claim }) => claim.id),
    };
    if (file === undefined) {
      output.facts({ ...facts, text }, (_, out) => {
        for (const line of text.trimEnd().split('\n')) out.line(line);
      });
    } else {
      await writeOutput(file, text);
      output.facts(facts, ({ report, claims }, out) =>
        out.line(`${report}: ${claims} claims written to ${file}`),
      );
    }
    if (broken.length > 0) output.note(`The evidence of ${facts.broken.join(', ')} does not hold.`);
    return broken.length === 0 ? EXIT.ok : EXIT.difference;
  });
};
