import { type ExitCode, EXIT } from '../errors/codes.ts';
import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import { withoutPasswords } from '../errors/without-passwords.ts';
import { printable } from './text-table.ts';

/** More findings than this are counted, not printed: a broken cube may have thousands. */
const PRINTED_FINDINGS = 10;

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
    ...findingLines(error),
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

function findingLines(error: unknown): readonly string[] {
  const findings = error instanceof StatbankError ? error.context['findings'] : undefined;
  if (!Array.isArray(findings)) return [];
  const told = messageOf(error);
  const lines = findings
    .filter(isFinding)
    .filter((finding) => !told.includes(finding.message))
    .map(findingLine);
  const hidden = lines.length - PRINTED_FINDINGS;
  const rest = hidden > 0 ? [`  … and ${hidden} more`] : [];
  return [...lines.slice(0, PRINTED_FINDINGS), ...rest];
}

function isFinding(value: unknown): value is Finding {
  return typeof value === 'object' && value !== null && 'pointer' in value && 'message' in value;
}

function findingLine({ code, pointer, message, expected, actual }: Finding): string {
  const sides = [
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(actual === undefined ? [] : [`actual ${actual}`]),
  ];
  const compared = sides.length === 0 ? '' : ` (${sides.join(', ')})`;
  return `  ${code} ${pointer === '' ? '(whole document)' : pointer}: ${message}${compared}`;
}
