import { verdictWords } from '../../transform/claims/verdict-words.ts';
import { type Verdict, VERDICTS } from '../../transform/claims/evaluated-claim.ts';
import type { Language } from '../../transform/decimal-words.ts';
import { claimNumberWords, dayWords, driftWords } from './number-words.ts';
import type { ClaimEvidence, ClaimPage, ReportPage } from './page-model.ts';
import { type PageWords, pageWords } from './page-words.ts';
import { capitalised } from './verdict-badge.ts';

/** The page as Markdown: the same claims, numbers and verdicts, the evidence in a line each. */
export function renderMarkdown(page: ReportPage, language: Language): string {
  const words = pageWords(language);
  const { report, claims, counts, rules } = page;
  const lines = [
    `# ${escaped(report.title[language])}`,
    '',
    escaped(words.lead(claims.length, report.publisher, dayWords(report.asOf, language))),
    '',
    `${words.evaluated(dayWords(page.evaluatedAt, language))}. [${words.original}](${report.address})`,
    '',
    `## ${words.summary}`,
    '',
    ...VERDICTS.filter((verdict) => counts[verdict] > 0).map(
      (verdict) => `- ${name(verdict, language)}: ${counts[verdict]}`,
    ),
    ...report.sections.flatMap(({ id, title }) => {
      const own = claims.filter(({ claim }) => claim.section === id);
      if (own.length === 0) return [];
      return [
        '',
        `## ${escaped(title[language])}`,
        ...own.flatMap((claim) => claimLines(claim, words, language)),
      ];
    }),
    ...(rules.length === 0
      ? []
      : ['', `## ${words.rules}`, '', ...ruleLines(page, words, language)]),
    '',
    words.made(page.programVersion, dayWords(page.renderedAt, language)),
  ];
  return `${lines.join('\n')}\n`;
}

function claimLines(
  { claim, evaluation, tables, evidence }: ClaimPage,
  words: PageWords,
  language: Language,
): readonly string[] {
  const { verdict, reason, published, current, drift, basis } = evaluation;
  const number = (label: string, of: typeof published): readonly string[] =>
    of === null
      ? []
      : [
          `${label}: ${claimNumberWords(of, claim.unit, language)}${of.period === null ? '' : ` (${of.period})`}`,
        ];
  const numbers = [
    ...number(words.published, published),
    ...number(basis === 'proxy' ? words.nearby : words.now, current),
  ];
  return [
    '',
    `### ${claim.id} ${escaped(claim.text[language])}`,
    '',
    `**${name(verdict, language)}**${drift === null ? '' : ` ${driftWords(drift, language)}`}. ${escaped(reason[language])}`,
    ...(numbers.length === 0 ? [] : ['', numbers.join(' → ')]),
    '',
    `${words.source}: ${escaped(`${claim.source.publisher}, ${claim.source.document}`)}${tables.map(({ ref, address }) => `; ${address === null ? `${ref.provider}:${ref.table}` : `[${ref.provider}:${ref.table}](${address})`}`).join('')}`,
    ...(evidence.length === 0
      ? []
      : ['', ...evidence.map((chain) => proofLine(chain, words, language))]),
  ];
}

function proofLine(
  { role, operand, evidence, problem }: ClaimEvidence,
  words: PageWords,
  language: Language,
): string {
  const label = `${words.roles[role]}${operand === null ? '' : ` (${operand[language]})`}`;
  if (evidence === null) return `- ${label}: ${words.noEvidence} (${problem?.code ?? ''})`;
  const { table, origin, request, place, proven } = evidence;
  return `- ${label}: \`${table}\` ${origin.vintage}, \`${place.pointer ?? `#${place.index}`}\`, ${words.hash} \`${request.sha256}\`: ${proven ? words.proven : words.broken}`;
}

function ruleLines({ rules }: ReportPage, words: PageWords, language: Language): readonly string[] {
  const state = (truth: boolean | null): string =>
    truth === null ? words.ruleUnknown : truth ? words.ruleTrue : words.ruleFalse;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    row(words.ruleColumns),
    '| --- | --- | --- |',
    ...rules.map(({ rule, published, current }) =>
      row([escaped(rule.text[language]).replaceAll('|', '\\|'), state(published), state(current)]),
    ),
  ];
}

function name(verdict: Verdict, language: Language): string {
  return capitalised(verdictWords(verdict)[language]);
}

/** Signs that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`);
}
