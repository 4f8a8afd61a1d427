import type { VerdictChange } from '../report/evaluate-report.ts';
import { decimalWords, type Language } from '../transform/decimal-words.ts';
import type {
  ClaimNumber,
  EvaluatedClaim,
  EvaluatedReport,
  Evaluation,
  Verdict,
} from '../transform/claims/evaluated-claim.ts';
import { VERDICTS } from '../transform/claims/evaluated-claim.ts';
import { shorten } from '../transform/claims/evaluators/rounding.ts';
import { verdictWords } from '../transform/claims/verdict-words.ts';
import type { CheckedNumber } from './check-marked-text.ts';
import type { Page } from './output.ts';
import type { Column } from './text-table.ts';

/** How a checked report is told. */
export interface CheckedReportPage {
  readonly language: Language;
  readonly isListed: (verdict: Verdict) => boolean;
}

/** Prints the verdicts counted, the claims that are listed, and the rules that are broken. */
export function printCheckedReport(
  page: Page,
  { report, claims, rules, counts }: EvaluatedReport,
  changes: readonly VerdictChange[],
  { language, isListed }: CheckedReportPage,
): void {
  const no = language === 'no';
  page.line(report.title[language]);
  page.line();
  page.table(
    [
      { title: no ? 'vurdering' : 'verdict', value: (verdict) => verdictWords(verdict)[language] },
      { title: no ? 'påstander' : 'claims', value: (verdict) => counts[verdict], align: 'right' },
    ],
    VERDICTS.filter((verdict) => counts[verdict] > 0),
  );
  const listed = claims.filter(({ evaluation }) => isListed(evaluation.verdict));
  if (listed.length > 0) {
    page.line();
    page.table<EvaluatedClaim>(
      [
        { title: no ? 'påstand' : 'claim', value: ({ claim }) => claim.id },
        {
          title: no ? 'trykt' : 'printed',
          value: ({ evaluation }) => numberWords(evaluation.published, language),
          align: 'right',
        },
        ...verdictColumns(language),
      ],
      listed,
    );
  }
  const broken = rules.filter(({ published, current }) => published === false || current === false);
  for (const { rule, publishedWords } of broken) {
    page.line();
    page.line(`${rule.id} ${no ? 'stemmer ikke' : 'does not hold'}: ${rule.text[language]}`);
    page.line(`  ${rule.formula}: ${publishedWords}`);
  }
  const moved = changes.filter(({ before }) => before !== null);
  if (moved.length > 0) page.line();
  for (const { claim, before, after } of moved) {
    page.line(
      `${claim}: ${before === null ? '' : verdictWords(before)[language]} → ${verdictWords(after)[language]}`,
    );
  }
}

/** Prints every marked number of a text with its place, its number of today and its verdict. */
export function printCheckedText(
  page: Page,
  file: string,
  checked: readonly CheckedNumber[],
  language: Language,
): void {
  const no = language === 'no';
  if (checked.length === 0) {
    page.line(no ? `${file} har ingen merkede tall.` : `${file} has no marked numbers.`);
    return;
  }
  page.table<CheckedNumber>(
    [
      { title: no ? 'sted' : 'place', value: ({ line, column }) => `${file}:${line}:${column}` },
      { title: no ? 'trykt' : 'printed', value: ({ asPrinted }) => asPrinted, align: 'right' },
      ...verdictColumns(language),
    ],
    checked,
  );
}

/** What is the same of a claim and of a marked number: the number of today, the verdict, and why. */
function verdictColumns(
  language: Language,
): readonly Column<{ readonly evaluation: Evaluation }>[] {
  const no = language === 'no';
  return [
    {
      title: no ? 'nå' : 'now',
      value: ({ evaluation }) => numberWords(evaluation.current, language),
      align: 'right',
    },
    {
      title: no ? 'vurdering' : 'verdict',
      value: ({ evaluation }) => verdictWords(evaluation.verdict)[language],
    },
    {
      title: no ? 'begrunnelse' : 'reason',
      value: ({ evaluation }) => evaluation.reason[language],
    },
  ];
}

/** A claim's number for a narrow column. */
function numberWords(number: ClaimNumber | null, language: Language): string {
  if (number === null) return '';
  const value = decimalWords(shorten(number.value, '1'), language);
  if (number.of === null) return value;
  return `${value} ${language === 'no' ? 'av' : 'of'} ${number.of}`;
}
