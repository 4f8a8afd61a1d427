import { loadReport } from '../config/load-report.ts';
import { PACKAGED_REPORT } from '../config/package.ts';
import { EXIT, type ExitCode } from '../errors/codes.ts';
import { checkReport } from '../report/check-report.ts';
import type { Language } from '../transform/decimal-words.ts';
import { isHolding } from '../transform/claims/judgement.ts';
import type { Evaluation, Verdict } from '../transform/claims/evaluated-claim.ts';
import { checkMarkedNumbers, loadMarkedText } from './check-marked-text.ts';
import type { Command } from './context.ts';
import { readVerdicts } from './fail-on.ts';
import { printCheckedReport, printCheckedText } from './print-checked-report.ts';
import { withWorkshop } from './with-workshop.ts';

export interface ReportCheckOptions {
  /** Null: the report that ships with the package. */
  readonly file: string | null;
  readonly failOn?: string;
  readonly all?: true;
  readonly language: Language;
}

/**
 * Evaluates a report, keeps what is new, and tells the verdicts. From then on every publication
 * of a bound table evaluates its claims by itself.
 */
export const reportCheck: Command<ReportCheckOptions> = async (context, options) => {
  const failing = options.failOn === undefined ? null : readVerdicts(options.failOn);
  const { file } = options;
  if (file !== null && !/\.ya?ml$/i.test(file)) {
    const numbers = await loadMarkedText(file, options.language);
    return withWorkshop(context, async ({ db }) => {
      const checked = await checkMarkedNumbers(db, numbers);
      context.output.facts({ file, numbers: checked }, (_facts, page) =>
        printCheckedText(page, file, checked, options.language),
      );
      return exitCode(checked, failing);
    });
  }
  const report = await loadReport(file ?? PACKAGED_REPORT);
  return withWorkshop(context, async ({ db }) => {
    const { evaluated, changes } = await checkReport(db, report);
    context.output.facts({ ...evaluated, changes }, (_facts, page) =>
      printCheckedReport(page, evaluated, changes, {
        language: options.language,
        isListed: (verdict) => options.all === true || !isQuiet(verdict),
      }),
    );
    return exitCode(evaluated.claims, failing);
  });
};

function exitCode(
  judged: readonly { readonly evaluation: Pick<Evaluation, 'verdict'> }[],
  failing: ReadonlySet<Verdict> | null,
): ExitCode {
  const failed = judged.some(({ evaluation }) => failing?.has(evaluation.verdict) === true);
  return failed ? EXIT.difference : EXIT.ok;
}

/** Verdicts that need no look. */
function isQuiet(verdict: Verdict): boolean {
  return isHolding(verdict) || verdict === 'frozen' || verdict === 'no open source';
}
