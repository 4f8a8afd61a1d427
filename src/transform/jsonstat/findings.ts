import type { Finding } from '../../errors/finding.ts';
import { StatbankError } from '../../errors/statbank-error.ts';
import { show } from '../json/value.ts';
import { JSONSTAT_FINDINGS, type JsonStatFindingCode } from './finding-codes.ts';

// A body with one fault per cell must not make 800,000 sentences: nobody reads past the first few.
const KEPT = 20;

/** Collects what the reader sees, so that one refusal can name every fault of a document. */
export interface FindingCollector {
  /** Adds a finding. `expected` and `actual` are shown as JSON, cut short. */
  add(
    code: JsonStatFindingCode,
    pointer: string,
    message: string,
    compared?: { readonly expected?: string; readonly actual?: unknown },
  ): void;
  /** Errors seen so far, kept or not. */
  readonly errorCount: number;
  /** The warnings, in the order of reading; at most 20 of each code. */
  warnings(): readonly Finding[];
  /** @throws StatbankError `SB_CUBE_INVALID` with the first 20 errors if there was any. */
  throwIfErrors(): void;
}

export function createFindingCollector(): FindingCollector {
  const errors: Finding[] = [];
  const warnings: Finding[] = [];
  const seen = new Map<JsonStatFindingCode, number>();
  let errorCount = 0;

  return {
    add(code, pointer, message, compared = {}) {
      const severity = JSONSTAT_FINDINGS[code];
      const times = (seen.get(code) ?? 0) + 1;
      seen.set(code, times);
      if (severity === 'error') errorCount += 1;
      const kept = severity === 'error' ? errors : warnings;
      if (times > KEPT || (severity === 'error' && errors.length >= KEPT)) return;
      kept.push(
        Object.freeze({
          code,
          severity,
          pointer,
          message,
          ...(compared.expected === undefined ? {} : { expected: compared.expected }),
          ...('actual' in compared ? { actual: show(compared.actual) } : {}),
        }),
      );
    },
    get errorCount() {
      return errorCount;
    },
    warnings: () => Object.freeze([...warnings]),
    throwIfErrors() {
      const first = errors[0];
      if (first === undefined) return;
      const others = errorCount > 1 ? ` ${errorCount - 1} more faults were found.` : '';
      throw new StatbankError('SB_CUBE_INVALID', `${sentence(first)}${others}`, {
        context: { pointer: first.pointer, findings: Object.freeze(errors), count: errorCount },
      });
    },
  };
}

function sentence(finding: Finding): string {
  const where = finding.pointer === '' ? 'the root' : finding.pointer;
  const expected = finding.expected === undefined ? '' : ` Expected ${finding.expected}`;
  const actual = finding.actual === undefined ? '' : `, found ${finding.actual}`;
  const compared = expected === '' ? '' : `${expected}${actual}.`;
  return `The JSON-stat document is refused: ${finding.code} at ${where}: ${finding.message}.${compared}`;
}
