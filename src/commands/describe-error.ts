import { type ExitCode, EXIT } from '../errors/codes.ts';
import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { withoutPasswords } from '../errors/without-passwords.ts';
import { findingLines, findingWords, untold } from './finding-lines.ts';
import { printable } from './text-table.ts';

/** The exit code that an error asks for; 1 for one that nobody raised on purpose. */
export function exitCodeOf(error: unknown): ExitCode {
  return error instanceof StatbankError ? error.exitCode : EXIT.unexpected;
}

/**
 * An error as lines for standard error: `error CODE: message`, its findings and causes.
 * Stacks only with `debug`; passwords in addresses never.
 */
export function describeError(error: unknown, debug: boolean): string {
  const code = error instanceof StatbankError ? error.code : 'SB_UNEXPECTED';
  const lines = [
    `error ${code}: ${messageOf(error)}`,
    ...linesOfFindings(error),
    ...causes(error).map((cause) => `  caused by: ${messageOf(cause)}`),
  ];
  if (debug && error instanceof Error) lines.push(error.stack ?? '');
  else if (code === 'SB_UNEXPECTED')
    lines.push('  This is a fault of the program: --debug shows where.');
  const text = lines.flatMap((line) => line.split('\n')).map(printable);
  return withoutPasswords(`${text.join('\n')}\n`);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(messageOf).join('; ');
  }
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  return String(error);
}

function causes(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  let current = error instanceof Error ? error.cause : undefined;
  while (current !== undefined && current !== null && !found.includes(current)) {
    found.push(current);
    current = current instanceof Error ? current.cause : undefined;
  }
  const above = messageOf(error);
  return found.filter((cause) => !above.includes(messageOf(cause)));
}

function linesOfFindings(error: unknown): readonly string[] {
  const findings = error instanceof StatbankError ? error.context['findings'] : undefined;
  if (!Array.isArray(findings)) return [];
  return findingLines(untold(findings.filter(isFinding), messageOf(error)), (finding) => {
    const { code, pointer } = finding;
    return `  ${code} ${pointer === '' ? '(whole document)' : pointer}: ${findingWords(finding)}`;
  });
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'pointer' in value && 'message' in value;
}
