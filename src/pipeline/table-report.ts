import { ERROR_CODES, type ErrorCode, EXIT, type ExitCode } from '../errors/codes.ts';
import type { Finding } from '../errors/finding.ts';
import { StatbankError } from '../errors/statbank-error.ts';
import type { RunOutcome } from '../lineage/runs.ts';
import type { TaskOutcome } from '../lineage/tasks.ts';
import type { CellChange } from '../load/publication.ts';

/** What became of one table in one run: the facts that `--json` prints. */
export interface TableReport {
  readonly table: string;
  readonly outcome: TaskOutcome;
  readonly vintage: number | null;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  readonly unchanged: number;
  readonly labelsChanged: boolean;
  /** True if this very state was held or rejected before: nothing is new about it. */
  readonly again?: boolean;
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

/**
 * Exit code of a run: what its errors agree on if no table went well, else "partial"; without
 * errors "held" if a table waits for a person.
 */
export function reportsExitCode(reports: readonly TableReport[]): ExitCode {
  const codes = reports.map(({ error }) => (error === null ? EXIT.ok : ERROR_CODES[error.code]));
  const [first = EXIT.ok] = codes;
  if (codes.some((code) => code !== first)) return EXIT.partial;
  return first === EXIT.ok && reports.some(({ outcome }) => outcome === 'held') ? EXIT.held : first;
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

/**
 * What is kept as findings of an error: those that it carries, or, where the source is at
 * fault, the error itself with its place.
 */
export function findingsOf(error: StatbankError): readonly Finding[] {
  const { code, exitCode, message } = error;
  const { findings, pointer } = error.context;
  if (Array.isArray(findings) && findings.length > 0) return findings as readonly Finding[];
  if (exitCode !== EXIT.data && exitCode !== EXIT.source) return [];
  return [
    { code, severity: 'error', pointer: typeof pointer === 'string' ? pointer : '', message },
  ];
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
