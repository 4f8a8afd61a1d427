import type { CellEvidence } from '../lineage/evidence/cell-evidence.ts';
import { evidenceWords } from '../lineage/evidence/evidence-words.ts';
import type { Language } from '../transform/decimal-words.ts';
import type { Page } from './output.ts';

/** One numbered step after the other, and whether the chain holds. */
export function printEvidence(page: Page, evidence: CellEvidence, language: Language): void {
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
