import type { Finding } from '../errors/finding.ts';

/** More findings than this are counted, not printed: a broken cube may have thousands. */
const PRINTED_FINDINGS = 10;

/** What of the findings a message has not told yet. It tells one of a kind, and others may be the same at another place. */
export function untold(findings: readonly Finding[], message: string): readonly Finding[] {
  return findings.filter(
    (finding, at) =>
      !message.includes(finding.message) ||
      findings.findIndex((other) => other.message === finding.message) !== at,
  );
}

/** A line for each finding, and how many there are beyond the first ten. */
export function findingLines(
  findings: readonly Finding[],
  line: (finding: Finding) => string,
): readonly string[] {
  const hidden = findings.length - PRINTED_FINDINGS;
  const rest = hidden > 0 ? [`  … and ${hidden} more`] : [];
  return [...findings.slice(0, PRINTED_FINDINGS).map(line), ...rest];
}

/** What was seen, with both sides where two things were compared. */
export function findingWords({
  message,
  expected,
  actual,
}: {
  readonly message: string;
  readonly expected?: string | null;
  readonly actual?: string | null;
}): string {
  const sides = [
    ...(expected == null ? [] : [`expected ${expected}`]),
    ...(actual == null ? [] : [`found ${actual}`]),
  ];
  return sides.length === 0 ? message : `${message} (${sides.join(', ')})`;
}
