import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';

/** Enough to name the first faults; a file that is wrong throughout repeats itself. */
const MAX_FINDINGS = 20;

/** One fault of a file. `place` is a line (`line 3, column Beløp`) or a cell (`Ark1!B4`). */
export function documentFinding(
  code: string,
  place: string,
  message: string,
  compared: { readonly expected?: string; readonly actual?: string } = {},
): Finding {
  return { code, severity: 'error', pointer: place, message, ...compared };
}

/**
 * The error of a file that is not what is declared of it. The message tells the first finding;
 * all of them, up to `MAX_FINDINGS`, are in the context.
 *
 * @param what Names the file in messages: `published figures`.
 */
export function documentInvalid(what: string, findings: readonly Finding[]): StatbankError {
  const [first] = findings;
  const place = first === undefined || first.pointer === '' ? '' : ` at ${first.pointer}`;
  const seen =
    first?.expected === undefined
      ? ''
      : ` (expected ${first.expected}, found ${first.actual ?? 'nothing'})`;
  return new StatbankError(
    'SB_DOCUMENT_INVALID',
    `The ${what} cannot be read${place}: ${first?.message ?? 'unknown fault'}${seen}. Nothing of it was used; see docs/dfo.md and docs/providers.md for the forms that are expected.`,
    { context: { findings: findings.slice(0, MAX_FINDINGS) } },
  );
}

/** @throws StatbankError SB_DOCUMENT_INVALID if there is any finding */
export function refuseFindings(what: string, findings: readonly Finding[]): void {
  if (findings.length > 0) throw documentInvalid(what, findings);
}
