import { type EvaluatedReport, VERDICTS } from '../transform/claims/evaluated-claim.ts';
import { mostTelling } from '../transform/claims/telling.ts';
import { verdictWords } from '../transform/claims/verdict-words.ts';
import type { Page } from './output.ts';

/** How many claims are told in words. */
const MOST_TELLING = 3;

/** Tells in Norwegian how a report stands: its verdicts counted, and what a reader should hear of first. */
export function printReportSummary(page: Page, { report, claims, counts }: EvaluatedReport): void {
  page.line(`Rapporten «${report.title.no}» mot tallene her, ${claims.length} påstander:`);
  page.line();
  page.table(
    [
      { title: '', value: (verdict) => `  ${counts[verdict]}`, align: 'right' },
      { title: '', value: (verdict) => verdictWords(verdict).no },
    ],
    VERDICTS.filter((verdict) => counts[verdict] > 0),
  );
  for (const { claim, evaluation } of mostTelling(claims, MOST_TELLING)) {
    page.line();
    page.line(`  ${claim.id} ${claim.text.no}`);
    page.line(`    ${verdictWords(evaluation.verdict).no}: ${evaluation.reason.no}`);
  }
}
