import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { Claim, Operand, Report } from '../transform/claims/claim.ts';
import { claimTest } from './report-claim-test.ts';
import { REPORT_SCHEMA, type WrittenClaim, type WrittenReport } from './report-schema.ts';
import { reportProblems } from './report-problems.ts';
import { readYaml, type YamlProblem } from '../transform/yaml-document.ts';

/**
 * Reads a report from its YAML text.
 *
 * @param file name for messages
 * @throws SB_CONFIG_REPORT with line, column and JSON pointer of everything that is wrong
 */
export function parseReport(text: string, file: string): Report {
  const document = readYaml(text);
  if (document.problems.length > 0) throw refused(file, document.problems);
  const result = REPORT_SCHEMA.safeParse(document.value);
  if (!result.success) throw refused(file, document.explain(result.error));
  const problems = reportProblems(result.data, document.problem);
  if (problems.length > 0) throw refused(file, problems);
  return freezeDeep(reportOf(result.data));
}

function reportOf(written: WrittenReport): Report {
  return {
    id: written.report,
    title: written.title,
    publisher: written.publisher,
    address: written.address,
    asOf: written.as_of,
    sections: written.sections.map(({ id, title }) => ({ id, title })),
    claims: written.sections.flatMap(({ id, claims }) =>
      claims.map((claim, index) => claimOf(written, id, index + 1, claim)),
    ),
    rules: written.rules,
  };
}

function claimOf(
  report: WrittenReport,
  section: string,
  position: number,
  written: WrittenClaim,
): Claim {
  const source = report.sources[written.source];
  const population =
    written.population === undefined ? null : (report.populations[written.population] ?? null);
  const unit = population ?? { no: 'ikke oppgitt', en: 'not stated' };
  const { printed } = written;
  return {
    id: written.id,
    section,
    position,
    text: written.text,
    test: claimTest(written),
    printed:
      printed === undefined
        ? null
        : {
            value: printed.value,
            decimals: printed.decimals ?? (printed.value.split('.')[1] ?? '').length,
            asPrinted: printed.as,
          },
    unit: written.unit ?? null,
    observationUnit: written.observation_unit ?? { report: unit, source: unit },
    population,
    base: written.base,
    reference: { period: written.year, asPrinted: written.dated_as ?? null },
    edition: source?.edition ?? null,
    source: { publisher: source?.publisher ?? '', document: source?.document ?? '' },
    operands: operandsOf(report, written),
    rivals: written.rivals,
    statements: written.statements,
    superseded: written.superseded ?? null,
    ended: written.ended ?? null,
    holder: written.holder ?? null,
    flaws: written.flaws,
  };
}

/** A claim about one number needs no list: what it is bound to stands with the claim itself. */
function operandsOf(report: WrittenReport, written: WrittenClaim): readonly Operand[] {
  const own = Object.entries(written.operands);
  const simple = { ...written, label: undefined, printed: written.printed?.value };
  const listed = own.length === 0 ? [['value', simple] as const] : own;
  return listed.map(([name, operand]) => ({
    name,
    label: operand.label ?? null,
    printed: operand.printed ?? null,
    published: operand.published ?? null,
    current: operand.current ?? null,
    proxies: operand.proxies.flatMap((proxy) => report.proxies[proxy] ?? []),
  }));
}

function freezeDeep<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(freezeDeep);
    Object.freeze(value);
  }
  return value;
}

function refused(file: string, problems: readonly YamlProblem[]): StatbankError {
  const findings = problems.map((problem): Finding => ({
    code: 'SB_CONFIG_REPORT',
    severity: 'error',
    pointer: problem.pointer,
    message: problem.message,
  }));
  return new StatbankError(
    'SB_CONFIG_REPORT',
    problems
      .map(({ line, column, pointer, message }) =>
        [`${file}:${line}:${column}`, pointer, message].filter((part) => part !== '').join(': '),
      )
      .join('\n'),
    { context: { file, findings } },
  );
}
