import type { FindingCollector } from './findings.ts';

/**
 * Codes and symbols are keys in the database, whose index rows hold 2,700 bytes: 800
 * characters of three bytes fit. Agencies' codes have fewer than 100.
 */
const LONGEST_CODE = 800;

/** Adds a finding if a code is too long to be a key; it shows how the code begins. */
export function checkCodeLength(code: string, pointer: string, findings: FindingCollector): void {
  if (code.length <= LONGEST_CODE) return;
  findings.add('JSONSTAT_CODE_LENGTH', pointer, 'a code is too long to be a key', {
    expected: `at most ${LONGEST_CODE} characters`,
    actual: `${code.slice(0, 20)}… (${code.length} characters)`,
  });
}
