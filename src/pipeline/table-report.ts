import type { ErrorCode } from '../errors/codes.ts';
import { EXIT, type ExitCode } from '../errors/codes.ts';
import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { RunOutcome } from '../lineage/runs.ts';
import type { CellChange } from '../load/publication.ts';

/** What became of one table in one run: the facts that `--json` prints. */
export interface TableReport {
  readonly table: string;
  readonly outcome: 'published' | 'unchanged' | 'quarantined' | 'failed';
  readonly vintage: number | null;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
  readonly labelsChanged: boolean;
  readonly findings: readonly Finding[];
  readonly changes: readonly CellChange[];
  readonly error: { readonly code: ErrorCode; readonly message: string } | null;
}

/** How a run over these tables ended. */
export function runOutcome(reports: readonly TableReport[]): RunOutcome {
  const bad = reports.filter(({ error }) => error !== null).length;
  if (bad === 0) return 'complete';
  return bad === reports.length ? 'fail' : 'partial';
}

/** Exit code of a run: the one error's own where there is one table, else "partial". */
export function reportsExitCode(reports: readonly TableReport[]): ExitCode {
  const [only] = reports;
  if (reports.every(({ error }) => error === null)) return EXIT.ok;
  if (reports.length === 1 && only?.error != null) {
    return new StatbankError(only.error.code, only.error.message).exitCode;
  }
  return EXIT.partial;
}

/** The report of a table that could not be published. Nothing that was stored is touched. */
export function failureReport(table: string, error: StatbankError): TableReport {
  return {
    table,
    outcome: error.exitCode === EXIT.data ? 'quarantined' : 'failed',
    vintage: null,
    added: 0,
    changed: 0,
    withdrawn: 0,
    unchanged: 0,
    labelsChanged: false,
    findings: findingsOf(error),
    changes: [],
    error: { code: error.code, message: error.message },
  };
}

/** Findings that an error carries, so that they are kept one by one. */
export function findingsOf(error: StatbankError): readonly Finding[] {
  const { findings } = error.context;
  return Array.isArray(findings) ? (findings as readonly Finding[]) : [];
}

/** Anything thrown, as an error of ours. */
export function asStatbankError(error: unknown): StatbankError {
  if (error instanceof StatbankError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const { code } = error as { readonly code?: unknown };
  // SQLSTATE is five characters; node's own errors (ECONNRESET) are longer words.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
    ? new StatbankError('SB_DB_QUERY', `The database refused (${code}): ${message}.`, {
        context: { sqlState: code },
        cause: error,
      })
    : new StatbankError('SB_UNEXPECTED', message, { cause: error });
}
